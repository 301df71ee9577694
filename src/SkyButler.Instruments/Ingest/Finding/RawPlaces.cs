using SkyButler.Instruments.Headers;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Tables;

namespace SkyButler.Instruments.Ingest.Finding;

/// <summary>
/// The places that people name: files and folders, patterns of such (<c>night*/R22/*.fits</c>), and <c>@FILE</c> for a list of places, a line each, or
/// for a table (CSV, ECSV, Parquet, FITS, VOTable) whose first column names them.
/// </summary>
/// <param name="stores">Where the files lie.</param>
/// <param name="folder">Where relative places begin.</param>
/// <param name="environment">What variables in places stand for.</param>
public sealed class RawPlaces(ResourceStores stores, ResourcePath folder, EnvironmentVariables environment)
{
    private static readonly string[] TableExtensions = [".csv", ".ecsv", ".parq", ".parquet", ".fits", ".vot", ".xml"];

    /// <summary>Files and folders, in the order in which they are named.</summary>
    /// <exception cref="HeaderException">A pattern matches nothing, or a list is missing.</exception>
    public async Task<IReadOnlyList<ResourcePath>> ExpandAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var places = new List<ResourcePath>();
        foreach (var text in texts)
        {
            if (!text.StartsWith('@'))
                places.AddRange(await ExpandAsync(text, cancellationToken));
            else
                foreach (var line in await ReadListAsync(text[1..], cancellationToken))
                    places.AddRange(await ExpandAsync(line, cancellationToken));
        }

        return places;
    }

    private async Task<IReadOnlyList<ResourcePath>> ExpandAsync(string text, CancellationToken cancellationToken)
    {
        if (!Glob.IsPattern(text) || (Parse(text) is { IsLocal: true } literal && Path.Exists(literal.LocalPath)))
            return [Parse(text)];
        var parts = text.Split('/');
        var first = Array.FindIndex(parts, Glob.IsPattern);
        var fixedPart = string.Join('/', parts[..first]);
        var root = first == 0 ? folder : Parse(fixedPart.Length == 0 ? "/" : fixedPart).AsDirectory();
        Func<string, bool>[] matchers = [.. parts[first..].Where(part => part.Length > 0).Select(Glob.Matcher)];
        var found = root.IsLocal ? Descend(root.LocalPath, matchers) : await ListAsync(root, matchers, cancellationToken);
        return found.Count > 0 ? found : throw new HeaderException($"Nothing matches '{text}'.");
    }

    // Folder by folder: what does not match is not looked into.
    private static IReadOnlyList<ResourcePath> Descend(string root, IReadOnlyList<Func<string, bool>> matchers)
    {
        IReadOnlyList<string> places = Directory.Exists(root) ? [root] : [];
        for (var i = 0; i < matchers.Count; i++)
        {
            var matches = matchers[i];
            var isLast = i == matchers.Count - 1;
            places =
            [
                .. places.SelectMany(place => isLast ? Directory.EnumerateFileSystemEntries(place) : Directory.EnumerateDirectories(place))
                    .Where(path => matches(Path.GetFileName(path))).Order(StringComparer.Ordinal),
            ];
        }

        return [.. places.Select(path => Directory.Exists(path) ? ResourcePath.FromLocalDirectory(path) : ResourcePath.FromLocalPath(path))];
    }

    // A store of objects lists names by their beginning.
    private async Task<IReadOnlyList<ResourcePath>> ListAsync(ResourcePath root, IReadOnlyList<Func<string, bool>> matchers, CancellationToken cancellationToken)
    {
        var found = new OrderedDictionary<string, ResourcePath>(StringComparer.Ordinal);
        await foreach (var file in stores.For(root).ListAsync(root, cancellationToken))
        {
            var names = file.Path.RelativeTo(root)!.Split('/');
            if (names.Length < matchers.Count || !matchers.Zip(names, (matches, name) => matches(name)).All(matched => matched))
                continue;
            var place = file.Path;
            for (var i = names.Length; i > matchers.Count; i--)
                place = place.Parent;
            found[place.ToString()] = place;
        }

        return [.. found.Values];
    }

    private ResourcePath Parse(string text)
    {
        var place = ResourcePath.ParseTyped(text, folder, environment);
        return place.IsLocal && Directory.Exists(place.LocalPath) ? place.AsDirectory() : place;
    }

    private async Task<IReadOnlyList<string>> ReadListAsync(string name, CancellationToken cancellationToken)
    {
        var list = Parse(name);
        if (TableExtensions.Contains(list.Extension, StringComparer.OrdinalIgnoreCase))
            return [.. (await IngestTableReader.ReadFileAsync(name, cancellationToken)).Rows.Select(row => row.Cells[0])];
        try
        {
            var text = await stores.ReadAllTextAsync(list, cancellationToken);
            return [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        }
        catch (ResourceException e)
        {
            throw new HeaderException($"The list of places '{name}' can't be read: {e.Message}", e);
        }
    }
}
