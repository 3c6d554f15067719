/** Bodies of a mail of no household that asks for something, escaped as in `templates.ts`. */
export const requestTextTemplate = `{{#intended}}
[Environnement de test : ce message était destiné à {{intended}}]

{{/intended}}
{{titre}}

{{#rows}}
{{label}} : {{value}}
{{/rows}}

Ce qui est attendu : {{attendu}}

{{lien}} : {{link}}

{{#listes}}
{{titre}} :
{{#lignes}}
- {{.}}
{{/lignes}}

{{/listes}}
Une question : {{toCall}}, ou répondre à ce message.

Message n° {{id}}. Un message reçu deux fois porte le même numéro.
`;

export const requestHtmlTemplate = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{subject}}</title></head>
<body style="margin:0;padding:24px;background:#f6f6f6;color:#161616;font:16px/1.5 Arial,sans-serif">
<div style="max-width:640px;margin:0 auto;background:#fff;border-top:4px solid #000091;padding:24px">
{{#intended}}<p style="background:#fff4cf;padding:8px 12px;margin:0 0 16px">Environnement de test : ce message était destiné à <strong>{{intended}}</strong></p>{{/intended}}
<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">{{titre}}</h1>
<table style="border-collapse:collapse;width:100%;margin:0 0 16px">
{{#rows}}
<tr><th scope="row" style="text-align:left;padding:4px 12px 4px 0;vertical-align:top;width:40%">{{label}}</th><td style="padding:4px 0;vertical-align:top">{{value}}</td></tr>
{{/rows}}
</table>
<p style="margin:16px 0;padding:12px 16px;background:#f5f5fe;border-left:4px solid #000091"><strong>Ce qui est attendu</strong><br>{{attendu}}</p>
<p style="margin:24px 0"><a href="{{link}}" style="display:inline-block;background:#000091;color:#fff;padding:10px 16px;text-decoration:none">{{lien}}</a></p>
{{#listes}}<h2 style="font-size:16px;margin:16px 0 4px">{{titre}}</h2>
<ul style="margin:0 0 16px;padding-left:20px">{{#lignes}}<li style="margin:0 0 4px">{{.}}</li>{{/lignes}}</ul>
{{/listes}}
<p style="margin:16px 0">Une question : {{toCall}}, ou répondre à ce message.</p>
<p style="color:#555;font-size:13px;margin:16px 0 0">Message n° {{id}}. Un message reçu deux fois porte le même numéro.</p>
</div>
</body>
</html>
`;
