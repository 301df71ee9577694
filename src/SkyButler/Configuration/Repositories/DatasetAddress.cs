using System.Diagnostics.CodeAnalysis;

namespace SkyButler.Configuration.Repositories;

/// <summary>
/// Where a dataset is, for whoever knows the repository index: <c>butler://label/uuid</c>, or
/// <c>ivo://authority/path?repo=label&amp;id=uuid</c> as the virtual observatory writes it.
/// </summary>
/// <param name="Repository">The repository's name in the index.</param>
/// <param name="Id">The dataset's identifier.</param>
public sealed record DatasetAddress(string Repository, Guid Id)
{
    private const string Scheme = "butler";
    private const string ObservatoryScheme = "ivo";

    /// <summary>Reads an address; false where the text has another scheme.</summary>
    /// <exception cref="ConfigException">It has the scheme of an address and is none.</exception>
    public static bool TryParse(string text, [NotNullWhen(true)] out DatasetAddress? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        if (!text.StartsWith(Scheme + "://", StringComparison.Ordinal) && !text.StartsWith(ObservatoryScheme + "://", StringComparison.Ordinal))
            return false;
        var (label, id) = text[0] == Scheme[0] ? Plain(text[(Scheme.Length + 3)..]) : FromQuery(text);
        address = label.Length > 0 && Guid.TryParse(id, out var identifier)
            ? new(label, identifier)
            : throw new ConfigException($"'{text}' is no address of a dataset: write butler://LABEL/UUID, or ivo://AUTHORITY/PATH?repo=LABEL&id=UUID.");
        return true;
    }

    private static (string Label, string Id) Plain(string rest) =>
        rest.Split('/') is [var label, var id] ? (Uri.UnescapeDataString(label), id) : ("", "");

    private static (string Label, string Id) FromQuery(string text)
    {
        var query = text.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return ("", "");
        var values = text[(query + 1)..].Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        return (values["repo"].FirstOrDefault() ?? "", values["id"].FirstOrDefault() ?? "");
    }
}
