using System.Text;

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>A text in which placeholders stand in braces. Values are put in as they are: nothing in them is looked at again.</summary>
internal sealed class TextTemplate
{
    private readonly IReadOnlyList<(string Literal, Placeholder? Placeholder)> parts;

    private TextTemplate(string text, IReadOnlyList<(string Literal, Placeholder? Placeholder)> parts) => (Text, this.parts) = (text, parts);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public IEnumerable<Placeholder> Placeholders => parts.Select(p => p.Placeholder).OfType<Placeholder>();

    /// <summary>The one placeholder that is all of it; null where there is more or other.</summary>
    public Placeholder? Alone => parts is [{ Placeholder: { } only }] ? only : null;

    /// <summary>The placeholder with which it begins, or null.</summary>
    public Placeholder? First => parts.Count > 0 ? parts[0].Placeholder : null;

    /// <summary>The text where there are no placeholders; null otherwise.</summary>
    public string? Literal => Placeholders.Any() ? null : Fill(_ => "");

    /// <summary>Reads a text.</summary>
    /// <exception cref="TemplateSyntaxException">A brace is not closed, or a placeholder is not known.</exception>
    public static TextTemplate Parse(string text)
    {
        var parts = new List<(string, Placeholder?)>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                literal.Append(text[i]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
                continue;
            }

            var close = text.IndexOf('}', i);
            if (text[i] == '}' || close < 0)
                throw new TemplateSyntaxException($"'{text}' has a brace '{text[i]}' without its other half; a brace that is meant as it is is written twice");
            if (literal.Length > 0)
                parts.Add((literal.ToString(), null));
            literal.Clear();
            parts.Add(("", Placeholder.Parse(text[(i + 1)..close])));
            i = close;
        }

        if (literal.Length > 0)
            parts.Add((literal.ToString(), null));
        return new TextTemplate(text, parts);
    }

    /// <summary>The text with values in the places of placeholders.</summary>
    public string Fill(Func<Placeholder, string> value)
    {
        var text = new StringBuilder();
        foreach (var (literal, placeholder) in parts)
            text.Append(placeholder is null ? literal : value(placeholder));
        return text.ToString();
    }
}
