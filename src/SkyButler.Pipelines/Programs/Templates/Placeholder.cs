namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>What stands in braces: <c>{id:visit:08d}</c>.</summary>
/// <param name="Kind">What it asks for: <c>id</c>.</param>
/// <param name="Arguments">What follows, divided by colons.</param>
internal sealed record Placeholder(string Kind, IReadOnlyList<string> Arguments)
{
    public const string Input = "in";
    public const string Output = "out";
    public const string DataId = "id";
    public const string Record = "rec";
    public const string Join = "join";
    public const string ListFile = "listfile";
    public const string Parameter = "param";
    public const string Variable = "env";
    public const string Path = "path";

    // Fewest and most arguments, and how it is written.
    private static readonly Dictionary<string, (int Fewest, int Most, string Form)> Kinds = new(StringComparer.Ordinal)
    {
        [Input] = (1, 1, "{in:INPUT}"),
        [Output] = (1, 1, "{out:OUTPUT}"),
        [DataId] = (1, 2, "{id:DIMENSION} or {id:DIMENSION:FORMAT}"),
        [Record] = (1, 2, "{rec:ELEMENT.FIELD} or {rec:ELEMENT.FIELD:FORMAT}"),
        [Join] = (3, 3, "{join:INPUT:DIMENSION:SEPARATOR}"),
        [ListFile] = (1, 1, "{listfile:LIST}"),
        [Parameter] = (1, 1, "{param:NAME}"),
        [Variable] = (1, 1, "{env:VARIABLE}"),
        [Path] = (0, 0, "{path}"),
        ["outdir"] = (0, 0, "{outdir}"),
        ["workdir"] = (0, 0, "{workdir}"),
        ["label"] = (0, 0, "{label}"),
        ["run"] = (0, 0, "{run}"),
        ["quantum"] = (0, 0, "{quantum}"),
        ["cores"] = (0, 0, "{cores}"),
        ["memory_mb"] = (0, 0, "{memory_mb}"),
    };

    /// <summary>Whether it names an input of which there may be none.</summary>
    public bool NamesInput => Kind is Input or Join;

    /// <summary>Whether its value is one of data, rather than of who wrote the pipeline.</summary>
    public bool IsData => Kind is DataId or Record or Join;

    /// <summary>Reads what stands between two braces.</summary>
    /// <exception cref="TemplateSyntaxException">There is no such placeholder, or it is written in another way.</exception>
    public static Placeholder Parse(string text)
    {
        var kind = text.Split(':', 2)[0];
        if (!Kinds.TryGetValue(kind, out var known))
            throw new TemplateSyntaxException($"there is no placeholder '{{{text}}}'{Suggest(kind)}; braces that are meant as they are written as '{{{{' and '}}}}'");
        var arguments = known.Most == 0 ? text.Split(':', 2)[1..] : text.Split(':', known.Most + 1)[1..];
        return arguments.Length >= known.Fewest && arguments.Length <= known.Most && arguments.Take(known.Fewest).All(a => a.Length > 0 || kind == Join)
            ? new Placeholder(kind, arguments)
            : throw new TemplateSyntaxException($"the placeholder '{{{text}}}' is written {known.Form}");
    }

    public override string ToString() => "{" + string.Join(':', [Kind, .. Arguments]) + "}";

    private static string Suggest(string kind) => Suggestions.For(kind, Kinds.Keys) is { Length: > 0 } suggestion ? $" ({suggestion.Trim()})" : "";
}
