namespace SkyButler.Datastores.Formatters.Text;

/// <summary>The extension that write parameters ask for.</summary>
internal static class FileExtension
{
    private const string Parameter = "extension";

    /// <summary>The extension with its dot.</summary>
    /// <exception cref="DatastoreException">It is more than an extension.</exception>
    public static string From(IReadOnlyDictionary<string, object?> parameters, string usual)
    {
        if (!parameters.TryGetValue(Parameter, out var given) || given is not string { Length: > 0 } text)
            return usual;
        var extension = text.StartsWith('.') ? text : "." + text;
        return extension.Length <= 20 && extension.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && !extension.Contains("..", StringComparison.Ordinal)
            ? extension
            : throw new DatastoreException($"The formatter parameter extension '{text}' is not an extension such as '.txt'.");
    }
}
