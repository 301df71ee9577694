using System.Text;

namespace SkyButler.Datastores.Templates;

/// <summary>Reads the fields of a template: <c>{name:spec}</c> in literal text, where doubled braces are braces.</summary>
internal static class TemplateParser
{
    /// <summary>The fields in order, and the literal text after the last one.</summary>
    public static (IReadOnlyList<TemplateField> Fields, string Tail) Parse(string template)
    {
        var fields = new List<TemplateField>();
        var literal = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            var isDoubled = i + 1 < template.Length && template[i + 1] == c;
            if (c is not ('{' or '}'))
            {
                literal.Append(c);
            }
            else if (isDoubled)
            {
                literal.Append(c);
                i++;
            }
            else if (c == '}')
            {
                throw Wrong(template, "a '}' has no '{' before it");
            }
            else
            {
                var close = template.IndexOf('}', i);
                if (close < 0)
                    throw Wrong(template, "a '{' is not closed");
                fields.Add(ParseField(template, template[(i + 1)..close], literal.ToString()));
                literal.Clear();
                i = close;
            }
        }

        return (fields, literal.ToString());
    }

    private static TemplateField ParseField(string template, string text, string literal)
    {
        if (text.Contains('{', StringComparison.Ordinal))
            throw Wrong(template, "fields can't be nested");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var spec = colon < 0 ? "" : text[(colon + 1)..];
        var names = colon < 0 ? text : text[..colon];
        if (names.IndexOf('!', StringComparison.Ordinal) is var conversion and >= 0)
            names = names[..conversion];
        var alternatives = names.Split('|');
        if (alternatives.Any(string.IsNullOrWhiteSpace))
            throw Wrong(template, "a field has no name");
        return new()
        {
            Literal = literal,
            Alternatives = [.. alternatives.Select(TemplateName.Parse)],
            IsOptional = spec.Contains('?', StringComparison.Ordinal),
            KeepsSlash = spec.Contains('/', StringComparison.Ordinal),
            Format = PythonFormat.Parse(spec.Replace("?", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal), template),
        };
    }

    private static TemplateException Wrong(string template, string reason) =>
        new($"The file template '{template}' is wrong: {reason}.");
}
