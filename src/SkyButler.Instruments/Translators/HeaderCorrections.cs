using System.Collections.Concurrent;
using System.Globalization;
using SkyButler.Instruments.Headers;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Translators;

/// <summary>
/// Mends headers before they are translated: by a file <c>INSTRUMENT-OBSERVATION.yaml</c> of cards, the first that exists in some folders, and
/// then by what the translator knows. Cards tell that it was done, so that it is done once.
/// </summary>
/// <param name="folders">Folders of such files, searched in order.</param>
/// <param name="stores">Where they lie.</param>
/// <param name="clock">Tells when it was done.</param>
public sealed class HeaderCorrections(IReadOnlyList<ResourcePath> folders, ResourceStores stores, TimeProvider clock)
{
    /// <summary>The environment variable with folders of corrections, divided by colons.</summary>
    public const string FoldersVariable = "METADATA_CORRECTIONS_PATH";

    private const string Prefix = "HIERARCH ASTRO METADATA FIX ";
    private const string ReadBackPrefix = "ASTRO METADATA FIX ";

    // Files of one observation often follow one another; of a whole survey not all is kept.
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<string, (Header? Cards, string? File)> read = new(StringComparer.Ordinal);

    /// <summary>Mends a header.</summary>
    /// <param name="header">The header, which is changed.</param>
    /// <param name="translator">Whose it is.</param>
    /// <param name="file">Its file.</param>
    /// <param name="problems">Takes what can't be mended.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Whether anything was changed, now or before.</returns>
    /// <exception cref="HeaderException">A folder of corrections can't be reached.</exception>
    public async Task<bool> ApplyAsync(Header header, ITranslator translator, string? file, Action<string>? problems, CancellationToken cancellationToken)
    {
        if ((header[Prefix + "MODIFIED"] ?? header[ReadBackPrefix + "MODIFIED"]) is bool before)
            return before;
        if (!TryName(header, translator, file, out var name))
            return false;
        var modified = false;
        if (name is not null)
        {
            var (cards, source) = await FindAsync(name, file ?? translator.Name, problems, cancellationToken);
            foreach (var (keyword, value) in cards ?? [])
                header[keyword] = value;
            modified = cards is not null;
            if (source is not null)
                header[Prefix + "FILE"] = source;
        }

        try
        {
            modified |= translator.Fix(header, new Translation(translator, header, file));
        }
        catch (Exception e) when (e is FormatException or OverflowException or System.Text.RegularExpressions.RegexMatchTimeoutException or HeaderException)
        {
            problems?.Invoke($"{file ?? translator.Name}: the header can't be mended: {e.Message}");
        }

        header[Prefix + "MODIFIED"] = modified;
        header[Prefix + "DATE"] = clock.GetLocalNow().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return modified;
    }

    private static bool TryName(Header header, ITranslator translator, string? file, out string? name)
    {
        name = null;
        try
        {
            var translation = new Translation(translator, header, file);
            if (translation.Find("instrument") is not string instrument || translation.Find("observation_id") is not string observation)
                return false;
            // What can't be a file's name has no file.
            name = $"{instrument}-{observation}.yaml" is var whole && whole.IndexOfAny(['/', '\\', '\0']) < 0 ? whole : null;
            return true;
        }
        catch (HeaderException)
        {
            return false;
        }
    }

    // Only what was read to its end is remembered: who gave up, or found a folder out of reach, decides nothing for others.
    private async Task<(Header? Cards, string? File)> FindAsync(string name, string file, Action<string>? problems, CancellationToken cancellationToken)
    {
        if (folders.Count == 0)
            return (null, null);
        if (read.TryGetValue(name, out var known))
            return known;
        var found = await ReadAsync(name, file, problems, cancellationToken);
        if (read.Count >= MostKept)
            read.Clear();
        read[name] = found;
        return found;
    }

    private async Task<(Header? Cards, string? File)> ReadAsync(string name, string file, Action<string>? problems, CancellationToken cancellationToken)
    {
        foreach (var folder in folders)
        {
            var corrections = folder.AsDirectory().Join("x").WithBasename(name);
            if (!await ExistsAsync(corrections, file, cancellationToken))
                continue;
            try
            {
                return (HeaderText.Parse(await stores.ReadAllTextAsync(corrections, cancellationToken), corrections.DisplayName), corrections.DisplayName);
            }
            catch (Exception e) when (e is HeaderException or ResourceException)
            {
                problems?.Invoke($"The corrections in {corrections.DisplayName} are ignored: {e.Message}");
                return (null, null);
            }
        }

        return (null, null);
    }

    private async Task<bool> ExistsAsync(ResourcePath corrections, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await stores.ExistsAsync(corrections, cancellationToken);
        }
        catch (ResourceException e)
        {
            throw new HeaderException($"{file}: whether {corrections.DisplayName} mends its header can't be told: {e.Message}", e);
        }
    }
}
