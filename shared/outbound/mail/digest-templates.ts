/** Bodies of a digest: urgent alerts first, in their own table. Escaped as in `templates.ts`. */
export const digestTextTemplate = `{{#intended}}
[Environnement de test : ce message était destiné à {{intended}}]

{{/intended}}
{{title}}
{{#tables}}

{{heading}}
{{#rows}}

- {{caseId}} · {{commune}}
  {{alert}}
  Échéance : {{#date}}{{date}} ({{left}}){{/date}}{{^date}}{{left}}{{/date}}
{{#forwarded}}
  À prévenir par vos soins : {{forwarded}}
{{/forwarded}}
  {{link}}
{{/rows}}
{{/tables}}

Ce qui est attendu
{{#expectations}}

- {{title}}
  {{expected}}
{{/expectations}}

{{#forwarding}}
« À prévenir par vos soins » : {{placeholder}}.

{{/forwarding}}
Récapitulatif n° {{digestId}}. Un récapitulatif reçu deux fois porte le même numéro.
`;

const head = 'text-align:left;padding:6px 8px;border-bottom:2px solid #161616;vertical-align:bottom';
const cell = 'overflow-wrap:anywhere;padding:6px 8px;border-bottom:1px solid #ddd;vertical-align:top';

export const digestHtmlTemplate = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>{{subject}}</title></head>
<body style="margin:0;padding:24px;background:#f6f6f6;color:#161616;font:15px/1.4 Arial,sans-serif">
<div style="max-width:980px;margin:0 auto;background:#fff;border-top:4px solid #000091;padding:24px">
{{#intended}}<p style="background:#fff4cf;padding:8px 12px;margin:0 0 16px">Environnement de test : ce message était destiné à <strong>{{intended}}</strong></p>{{/intended}}
<h1 style="font-size:22px;margin:0 0 16px">{{title}}</h1>
{{#tables}}
<h2 style="font-size:18px;margin:24px 0 8px;color:{{colour}}">{{heading}}</h2>
<table style="border-collapse:collapse;width:100%;table-layout:fixed">
<colgroup><col style="width:14%"><col style="width:16%"><col style="width:27%"><col style="width:11%"><col style="width:13%"><col style="width:19%"></colgroup>
<thead><tr>
<th scope="col" style="${head}">Dossier</th><th scope="col" style="${head}">Commune</th><th scope="col" style="${head}">Alerte</th><th scope="col" style="${head}">Échéance</th><th scope="col" style="${head}">Jours restants</th><th scope="col" style="${head}">À prévenir</th>
</tr></thead>
<tbody>
{{#rows}}
<tr><td style="${cell};white-space:nowrap"><a href="{{link}}" style="color:#000091">{{caseId}}</a></td><td style="${cell}">{{commune}}</td><td style="${cell}">{{alert}}</td><td style="${cell};white-space:nowrap">{{date}}{{^date}}—{{/date}}</td><td style="${cell}">{{left}}</td><td style="${cell}">{{forwarded}}</td></tr>
{{/rows}}
</tbody>
</table>
{{/tables}}
<h2 style="font-size:18px;margin:24px 0 8px">Ce qui est attendu</h2>
<ul style="margin:0;padding-left:20px">
{{#expectations}}
<li style="margin:0 0 6px"><strong>{{title}}</strong><br>{{expected}}</li>
{{/expectations}}
</ul>
{{#forwarding}}<p style="margin:16px 0 0">« À prévenir » : par vos soins, {{placeholder}}.</p>{{/forwarding}}
<p style="color:#555;font-size:13px;margin:16px 0 0">Récapitulatif n° {{digestId}}. Un récapitulatif reçu deux fois porte le même numéro.</p>
</div>
</body>
</html>
`;
