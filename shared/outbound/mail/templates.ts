/**
 * Bodies of a notice, for an event and for an alert. Mustache escapes `{{ }}` in HTML; the text body is rendered without
 * escaping. `rows` is a table of label and value.
 */
export const textTemplate = `{{#intended}}
[Environnement de test : ce message était destiné à {{intended}}]

{{/intended}}
{{#urgent}}
URGENT

{{/urgent}}
{{title}}

{{#rows}}
{{label}} : {{value}}
{{/rows}}

Ce qui est attendu : {{expected}}
{{#forwarding}}

À prévenir par vos soins (adresse absente de l’annuaire) :
{{#forward}}
- {{.}} : {{placeholder}}
{{/forward}}
{{/forwarding}}
{{#explained}}

Pourquoi cette date :
{{#explanation}}
- {{.}}
{{/explanation}}
{{/explained}}

Référence juridique : {{source}}

Ouvrir le dossier : {{link}}

Une question : {{toCall}}, ou répondre à ce message.

Avis n° {{noticeId}}. Un avis reçu deux fois porte le même numéro.
`;

export const htmlTemplate = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>{{subject}}</title></head>
<body style="margin:0;padding:24px;background:#f6f6f6;color:#161616;font:16px/1.5 Arial,sans-serif">
<div style="max-width:640px;margin:0 auto;background:#fff;border-top:4px solid {{#urgent}}#c9191e{{/urgent}}{{^urgent}}#000091{{/urgent}};padding:24px">
{{#intended}}<p style="background:#fff4cf;padding:8px 12px;margin:0 0 16px">Environnement de test : ce message était destiné à <strong>{{intended}}</strong></p>{{/intended}}
{{#urgent}}<p style="margin:0 0 8px"><strong style="background:#c9191e;color:#fff;padding:2px 8px;font-size:14px">URGENT</strong></p>{{/urgent}}
<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">{{title}}</h1>
<table style="border-collapse:collapse;width:100%;margin:0 0 16px">
{{#rows}}
<tr><th scope="row" style="text-align:left;padding:4px 12px 4px 0;vertical-align:top;width:40%">{{label}}</th><td style="padding:4px 0;vertical-align:top">{{#strong}}<strong>{{value}}</strong>{{/strong}}{{^strong}}{{value}}{{/strong}}</td></tr>
{{/rows}}
</table>
<p style="margin:16px 0;padding:12px 16px;background:#f5f5fe;border-left:4px solid #000091"><strong>Ce qui est attendu</strong><br>{{expected}}</p>
{{#forwarding}}<div style="margin:16px 0;padding:12px 16px;background:#fff4cf;border-left:4px solid #b34000">
<strong>À prévenir par vos soins</strong> (adresse absente de l’annuaire)
<ul style="margin:4px 0 0;padding-left:20px">{{#forward}}<li>{{.}} <span style="color:#555">: {{placeholder}}</span></li>{{/forward}}</ul>
</div>{{/forwarding}}
<p style="margin:24px 0"><a href="{{link}}" style="display:inline-block;background:#000091;color:#fff;padding:10px 16px;text-decoration:none">Ouvrir le dossier {{reference}}</a></p>
{{#explained}}<h2 style="font-size:16px;margin:24px 0 4px">Pourquoi cette date</h2>
<ul style="margin:0 0 16px;padding-left:20px;font-size:15px">{{#explanation}}<li>{{.}}</li>{{/explanation}}</ul>{{/explained}}
<p style="margin:16px 0">Une question : {{toCall}}, ou répondre à ce message.</p>
<p style="color:#555;font-size:13px;margin:16px 0 0">{{source}}<br>Avis n° {{noticeId}}. Un avis reçu deux fois porte le même numéro.</p>
</div>
</body>
</html>
`;
