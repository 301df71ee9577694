using System.Text;
using System.Text.RegularExpressions;

namespace SkyButler.Instruments.Gen2.Paths;

/// <summary>One name of a template, between two slashes, such as <c>HSC-%(visit)07d-%(ccd)03d.fits</c>.</summary>
internal sealed partial class PathElement
{
    private const string FitsExtension = ".fits";
    private readonly List<(string Name, bool IsInteger)> keys;
    private (IReadOnlyDictionary<string, string> Known, Regex Regex)? last;

    /// <summary>Takes its text.</summary>
    public PathElement(string text)
    {
        Text = text;
        keys = [.. Key().Matches(text).Select(key => (key.Groups["name"].Value, key.Groups["kind"].Value is "d" or "i"))];
    }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>Its keys, in their order; one may be there several times.</summary>
    public IReadOnlyList<(string Name, bool IsInteger)> Keys => keys;

    /// <summary>The order in which names are compared with elements: those with the fewest keys first, then those with the fewest that take any text, then the longest.</summary>
    public (int Keys, int Texts, int Length) Rank => (keys.Select(key => key.Name).Distinct().Count(), keys.Count(key => !key.IsInteger), -Text.Length);

    /// <summary>The values of keys by a name, with those that are known already; null where the name does not fit them.</summary>
    public IReadOnlyDictionary<string, string>? Match(string name, IReadOnlyDictionary<string, string> known)
    {
        var match = Pattern(known).Match(name);
        if (!match.Success)
            return null;
        if (keys.Count == 0)
            return known;
        var values = new Dictionary<string, string>(known, StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            var value = match.Groups[i + 1].Value;
            if (keys[i].IsInteger)
                value = value.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
            if (!values.TryAdd(keys[i].Name, value) && values[keys[i].Name] != value)
                return null;
        }

        return values;
    }

    // Texts that are known stand as they are, since a free part could take more than them. In one directory that makes one pattern.
    private Regex Pattern(IReadOnlyDictionary<string, string> known)
    {
        if (last is { } made && ReferenceEquals(made.Known, known))
            return made.Regex;
        var built = new StringBuilder("^");
        var next = 0;
        foreach (Match key in Key().Matches(Text))
        {
            built.Append(Regex.Escape(Text[next..key.Index]));
            next = key.Index + key.Length;
            var (name, isInteger) = (key.Groups["name"].Value, key.Groups["kind"].Value is "d" or "i");
            built.Append(isInteger ? @"(\d+)" : known.TryGetValue(name, out var value) ? $"({Regex.Escape(value)})" : name == "patch" ? @"(\d+,\d+)" : "(.+)");
        }

        built.Append(Regex.Escape(Text[next..]));
        if (Text.EndsWith(FitsExtension, StringComparison.Ordinal))
            built.Append(@"(?:\.gz|\.fz)?");
        var regex = new Regex(built.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        last = (known, regex);
        return regex;
    }

    /// <summary>The name for values; null where one is missing, or leads to another folder.</summary>
    public string? Format(IReadOnlyDictionary<string, string> values)
    {
        var isWhole = true;
        var name = Key().Replace(Text, key =>
        {
            if (!values.TryGetValue(key.Groups["name"].Value, out var value))
            {
                isWhole = false;
                return "";
            }

            return key.Groups["width"].Value is { Length: > 0 } width && int.TryParse(width, out var digits) && width[0] == '0' ? value.PadLeft(digits, '0') : value;
        });
        // What a table says leads nowhere else.
        return isWhole && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', '\0') ? name : null;
    }

    /// <summary>The elements of a template; a part that names an HDU is no part of the path.</summary>
    public static IReadOnlyList<PathElement> Split(string template) =>
        [.. Hdu().Replace(template, "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(text => new PathElement(text))];

    [GeneratedRegex(@"%\((?<name>\w+)\)(?<width>\d*)(?<kind>[a-z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\[%\(hdu\)[^\]]*\]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hdu();
}
