/** Bodies of a digest, case by case, in blocks that fit any width. Escaped as in `templates.ts`. */
export const digestTextTemplate = `{{#intended}}
[Environnement de test : ce message était destiné à {{intended}}]

{{/intended}}
{{#urgent}}
URGENT

{{/urgent}}
{{title}}
{{#cases}}

{{caseId}} · {{commune}}
{{link}}
{{#alerts}}
- {{#urgent}}URGENT · {{/urgent}}{{what}} : {{when}}
{{#forwarded}}
  À prévenir par vos soins : {{forwarded}}
{{/forwarded}}
{{/alerts}}
{{#events}}
- {{#urgent}}URGENT · {{/urgent}}{{what}}
  {{told}}
{{#forwarded}}
  À prévenir par vos soins : {{forwarded}}
{{/forwarded}}
{{/events}}
{{/cases}}

Ce qui est attendu
{{#expectations}}

- {{title}}
  {{expected}}
{{/expectations}}

{{#forwarding}}
« À prévenir par vos soins » : {{placeholder}}.

{{/forwarding}}
Une question : {{toCall}}, ou répondre à ce message.

Récapitulatif n° {{digestId}}. Un récapitulatif reçu deux fois porte le même numéro.
`;

const muted = 'color:#555;font-size:14px';

export const digestHtmlTemplate = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{subject}}</title></head>
<body style="margin:0;padding:16px;background:#f6f6f6;color:#161616;font:16px/1.5 Arial,sans-serif">
<div style="max-width:720px;margin:0 auto;background:#fff;border-top:4px solid {{#urgent}}#c9191e{{/urgent}}{{^urgent}}#000091{{/urgent}};padding:20px;overflow-wrap:anywhere">
{{#intended}}<p style="background:#fff4cf;padding:8px 12px;margin:0 0 16px">Environnement de test : ce message était destiné à <strong>{{intended}}</strong></p>{{/intended}}
{{#urgent}}<p style="margin:0 0 8px"><strong style="background:#c9191e;color:#fff;padding:2px 8px;font-size:14px">URGENT</strong></p>{{/urgent}}
<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">{{title}}</h1>
{{#cases}}
<div style="border-top:1px solid #ddd;padding:12px 0">
<h2 style="font-size:16px;margin:0 0 4px"><a href="{{link}}" style="color:#000091">{{caseId}}</a> · {{commune}}</h2>
<ul style="margin:0;padding-left:20px">
{{#alerts}}
<li style="margin:0 0 4px">{{#urgent}}<strong style="background:#c9191e;color:#fff;padding:0 6px;font-size:13px">URGENT</strong> {{/urgent}}<strong>{{what}}</strong> : {{when}}{{#forwarded}}<br><span style="${muted}">À prévenir par vos soins : {{forwarded}}</span>{{/forwarded}}</li>
{{/alerts}}
{{#events}}
<li style="margin:0 0 4px">{{#urgent}}<strong style="background:#c9191e;color:#fff;padding:0 6px;font-size:13px">URGENT</strong> {{/urgent}}{{what}}<br><span style="${muted}">{{told}}</span>{{#forwarded}}<br><span style="${muted}">À prévenir par vos soins : {{forwarded}}</span>{{/forwarded}}</li>
{{/events}}
</ul>
</div>
{{/cases}}
<h2 style="font-size:18px;border-top:1px solid #ddd;margin:0;padding:16px 0 8px">Ce qui est attendu</h2>
<ul style="margin:0;padding-left:20px">
{{#expectations}}
<li style="margin:0 0 6px"><strong>{{title}}</strong><br>{{expected}}</li>
{{/expectations}}
</ul>
{{#forwarding}}<p style="margin:16px 0 0">« À prévenir par vos soins » : {{placeholder}}.</p>{{/forwarding}}
<p style="margin:16px 0 0">Une question : {{toCall}}, ou répondre à ce message.</p>
<p style="color:#555;font-size:13px;margin:16px 0 0">Récapitulatif n° {{digestId}}. Un récapitulatif reçu deux fois porte le même numéro.</p>
</div>
</body>
</html>
`;
