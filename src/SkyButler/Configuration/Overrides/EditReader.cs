namespace SkyButler.Configuration.Overrides;

/// <summary>Reads statements that edit: calls of methods of a field, <c>del</c>, and <c>config.load</c>.</summary>
internal static class EditReader
{
    private const string Root = "config.";

    /// <summary>What a statement does, to which field and with what; null where it is no such statement.</summary>
    public static (OverrideEdit Edit, string Path, IReadOnlyList<object?> Arguments)? Read(string statement)
    {
        if (statement.StartsWith("del ", StringComparison.Ordinal) && statement["del ".Length..].Trim() is var deleted && deleted.StartsWith(Root, StringComparison.Ordinal))
            return (OverrideEdit.Delete, deleted[Root.Length..], []);
        var open = statement.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !statement.StartsWith(Root, StringComparison.Ordinal) || !statement.EndsWith(')') || statement.AsSpan(0, open).Contains('='))
            return null;
        var dot = statement.LastIndexOf('.', open);
        var inside = statement[(open + 1)..^1].Trim();
        var method = statement[(dot + 1)..open].Trim();
        if (method == "load" && dot == Root.Length - 1)
            return Location(inside) is { } file ? (OverrideEdit.Load, "", [file]) : null;
        if (dot < Root.Length || Edit(method) is not { } edit)
            return null;
        var path = statement[Root.Length..dot];
        if (edit == OverrideEdit.Retarget)
            return Target(inside) is { } target ? (edit, path, [target]) : null;
        return PythonLiteral.TryParse($"[{inside}]", out var arguments) && arguments is IReadOnlyList<object?> list ? (edit, path, list) : null;
    }

    private static OverrideEdit? Edit(string method) => method switch
    {
        "append" => OverrideEdit.Append,
        "extend" => OverrideEdit.Extend,
        "insert" => OverrideEdit.Insert,
        "remove" => OverrideEdit.Remove,
        "update" => OverrideEdit.Update,
        "retarget" => OverrideEdit.Retarget,
        _ => null,
    };

    // target=module.Task, ConfigClass=module.Config; or the target alone
    private static string? Target(string arguments)
    {
        foreach (var argument in arguments.Split(','))
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && argument[..equals].Trim() != "target")
                continue;
            var name = argument[(equals + 1)..].Trim();
            return name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? name : null;
        }

        return null;
    }

    // "file.py", or os.path.join(os.path.dirname(__file__), "file.py")
    private static string? Location(string argument)
    {
        const string join = "os.path.join(";
        const string here = "os.path.dirname(__file__)";
        if (argument.StartsWith(join, StringComparison.Ordinal) && argument.EndsWith(')'))
        {
            var rest = argument[join.Length..^1].TrimStart();
            if (!rest.StartsWith(here, StringComparison.Ordinal))
                return null;
            return PythonLiteral.TryParse($"[{rest[here.Length..].TrimStart().TrimStart(',')}]", out var parts) && parts is IReadOnlyList<object?> { Count: > 0 } names && names.All(n => n is string)
                ? string.Join('/', names)
                : null;
        }

        return argument.Length > 1 && argument[0] is '\'' or '"' && PythonLiteral.TryParse(argument, out var file) ? file as string : null;
    }
}
