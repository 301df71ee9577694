using System.Text;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Connections;

/// <summary>Fills templates in the names of dataset types: <c>{coaddName}Coadd</c>.</summary>
internal static class NameTemplate
{
    public static string Fill(string label, string connection, string template, IEnumerable<string> templates, ConnectionNames values)
    {
        var known = templates.ToHashSet(StringComparer.Ordinal);
        var name = new StringBuilder();
        var i = 0;
        while (i < template.Length)
        {
            var open = template.IndexOf('{', i);
            if (open < 0)
                return name.Append(template, i, template.Length - i).ToString();
            var close = template.IndexOf('}', open);
            if (close < 0)
                throw new ConnectionException($"{label}: the name '{template}' of connection '{connection}' has a brace that is not closed.");
            var key = template[(open + 1)..close];
            if (!known.Contains(key))
                throw new ConnectionException(
                    $"{label}: the name '{template}' of connection '{connection}' uses the template '{key}', which the task does not have.{Suggestions.For(key, known)}");
            name.Append(template, i, open - i).Append(values[key]);
            i = close + 1;
        }

        return name.ToString();
    }
}
