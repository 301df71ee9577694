using System.Text;
using System.Text.Json;
using SkyButler.Configuration.Json;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Sidecars;

/// <summary>
/// A file <c>_index.json</c> beside data files, which tells of all of them what their headers say, so that none need be opened; and sidecars,
/// which tell of one. Both implementations write and read them.
/// </summary>
public static class IndexFile
{
    /// <summary>Name of an index in the folder of its files.</summary>
    public const string Name = "_index.json";

    private const string ContentKey = "__CONTENT__";
    private const string CommonKey = "__COMMON__";

    /// <summary>The sidecar of a file: the same name with <c>.json</c> in place of what follows its first such ending.</summary>
    public static ResourcePath SidecarOf(ResourcePath file)
    {
        var stem = file.Basename;
        if (stem.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || stem.EndsWith(".fz", StringComparison.OrdinalIgnoreCase))
            stem = stem[..^3];
        return file.WithBasename((stem.LastIndexOf('.') is var dot and > 0 ? stem[..dot] : stem) + ".json");
    }

    /// <summary>The text of an index: what all files share once, and the rest of each; files in order of their names.</summary>
    /// <param name="files">By file, relative to the index, the plain data of its observation or header.</param>
    /// <param name="content">Which of both.</param>
    public static string Write(IEnumerable<KeyValuePair<string, OrderedDictionary<string, object?>>> files, IndexContent content)
    {
        var sorted = files.OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        var (common, rest) = HeaderMerger.Split([.. sorted.Select(file => new Header(file.Value))]);
        var index = new OrderedDictionary<string, object?>(StringComparer.Ordinal) { [ContentKey] = NameOf(content), [CommonKey] = common.ToPlain() };
        for (var i = 0; i < sorted.Count; i++)
            index[sorted[i].Key] = rest[i].ToPlain();
        return Text(index);
    }

    /// <summary>The text of a sidecar.</summary>
    public static string WriteSidecar(OrderedDictionary<string, object?> plain, IndexContent content) =>
        Text(new OrderedDictionary<string, object?>(plain, StringComparer.Ordinal) { [ContentKey] = NameOf(content) });

    /// <summary>What an index tells of each of its files.</summary>
    /// <param name="file">The index.</param>
    /// <param name="catalog">Translators, for the properties that they define.</param>
    /// <param name="stores">Where it lies.</param>
    /// <param name="warnings">Takes what is unusual about it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="HeaderException">It is no index; the message names it.</exception>
    public static async Task<IReadOnlyList<IndexEntry>> ReadAsync(
        ResourcePath file, TranslatorCatalog catalog, ResourceStores stores, Action<string>? warnings, CancellationToken cancellationToken)
    {
        var content = await LoadAsync(file, stores, cancellationToken);
        if (!content.Remove(CommonKey, out var common))
            throw new HeaderException($"{file.DisplayName} does not look like an index: it has no '{CommonKey}'; write one by 'astrometadata write-index'.");
        if (common is not OrderedDictionary<string, object?> shared)
            throw new HeaderException($"{file.DisplayName}: '{CommonKey}' of an index is a mapping.");
        var mode = ContentOf(file, content);
        if (mode is null)
            warnings?.Invoke($"{file.DisplayName} has no '{ContentKey}'; it is taken to hold headers.");
        var entries = new List<IndexEntry>();
        foreach (var (name, value) in content)
        {
            if (value is not OrderedDictionary<string, object?> own)
                throw new HeaderException($"{file.DisplayName}: what an index tells of '{name}' is a mapping.");
            foreach (var (key, same) in shared)
                own[key] = same;
            entries.Add(mode == IndexContent.Translated
                ? new(name, Observation(file, name, own, catalog), null)
                : new(name, null, new Header(own)));
        }

        return entries;
    }

    /// <summary>What a sidecar tells of its file.</summary>
    /// <param name="file">The sidecar.</param>
    /// <param name="catalog">Translators, for the properties that they define.</param>
    /// <param name="stores">Where it lies.</param>
    /// <param name="warnings">Takes what is unusual about it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="HeaderException">It is no sidecar; the message names it.</exception>
    public static async Task<IndexEntry> ReadSidecarAsync(
        ResourcePath file, TranslatorCatalog catalog, ResourceStores stores, Action<string>? warnings, CancellationToken cancellationToken)
    {
        var content = await LoadAsync(file, stores, cancellationToken);
        var mode = ContentOf(file, content);
        if (mode is null)
        {
            var looksTranslated = content.ContainsKey("observation_id") && content.ContainsKey("instrument");
            warnings?.Invoke($"{file.DisplayName} has no '{ContentKey}'; it is taken to hold {(looksTranslated ? "an observation" : "a header")}.");
            try
            {
                if (looksTranslated)
                    return new(file.Basename, Observation(file, file.Basename, content, catalog), null);
            }
            catch (HeaderException)
            {
                // It was a guess.
            }
        }

        return mode == IndexContent.Translated
            ? new(file.Basename, Observation(file, file.Basename, content, catalog), null)
            : new(file.Basename, null, new Header(content));
    }

    private static async Task<OrderedDictionary<string, object?>> LoadAsync(ResourcePath file, ResourceStores stores, CancellationToken cancellationToken)
    {
        try
        {
            return JsonTreeReader.Read(await stores.ReadAllBytesAsync(file, cancellationToken)) as OrderedDictionary<string, object?>
                ?? throw new HeaderException($"{file.DisplayName} holds no JSON mapping.");
        }
        catch (JsonException e)
        {
            throw new HeaderException($"{file.DisplayName} is no JSON: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (ResourceException e)
        {
            throw new HeaderException(e.Message, e);
        }
    }

    private static ObservationInfo Observation(ResourcePath file, string name, OrderedDictionary<string, object?> plain, TranslatorCatalog catalog)
    {
        try
        {
            return ObservationJson.FromPlain(plain, catalog.ExtensionsOf);
        }
        catch (HeaderException e)
        {
            throw new HeaderException($"{file.DisplayName}, '{name}': {e.Message}", e);
        }
    }

    private static IndexContent? ContentOf(ResourcePath file, OrderedDictionary<string, object?> content)
    {
        content.Remove(ContentKey, out var mode);
        return mode switch
        {
            null => null,
            "translated" => IndexContent.Translated,
            "metadata" => IndexContent.Metadata,
            _ => throw new HeaderException($"{file.DisplayName}: '{ContentKey}' is 'translated' or 'metadata', not '{mode}'."),
        };
    }

    private static string NameOf(IndexContent content) => content == IndexContent.Translated ? "translated" : "metadata";

    private static string Text(OrderedDictionary<string, object?> mapping)
    {
        var text = new StringBuilder();
        JsonTreeWriter.Append(text, mapping);
        return text.ToString();
    }
}
