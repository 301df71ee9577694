using System.Globalization;
using System.Text;
using SkyButler.Configuration.Nodes;
using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Translators.Formulas;

/// <summary>
/// Text with values in braces: <c>{EXP-ID}</c> of a card, <c>{detector_num:03}</c> of a property with at least three digits, <c>{$1}</c> of a
/// capture. Nothing comes of it where one of them is not known.
/// </summary>
internal static class Template
{
    /// <summary>Makes what fills the text in.</summary>
    /// <exception cref="InstrumentException">A brace is not closed.</exception>
    public static Func<Scope, object?> Parse(ConfigNode node, string text, Names names)
    {
        var parts = new List<Func<Scope, object?>>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
                open = text.Length;
            if (open > at)
            {
                var literal = text[at..open];
                parts.Add(_ => literal);
            }

            if (open == text.Length)
                break;
            var close = text.IndexOf('}', open);
            if (close < 0)
                throw new InstrumentException($"{node.Location}: '{text}' has a brace that is not closed.");
            parts.Add(Part(text[(open + 1)..close], names));
            at = close + 1;
        }

        return scope =>
        {
            var filled = new StringBuilder();
            foreach (var part in parts)
            {
                if (part(scope) is not { } value)
                    return null;
                filled.Append(ObservationValue.Text(value));
            }

            return filled.ToString();
        };
    }

    private static Func<Scope, object?> Part(string text, Names names)
    {
        var colon = text.LastIndexOf(':');
        var width = colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : 0;
        var source = names.Source(width > 0 ? text[..colon] : text);
        return width == 0 ? source : scope => source(scope) is { } value ? ObservationValue.Text(value).PadLeft(Math.Min(width, 40), '0') : null;
    }
}
