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

    private readonly ConcurrentDictionary<string, Task<(Header? Cards, string? File)>> read = new(StringComparer.Ordinal);

    /// <summary>Mends a header.</summary>
    /// <param name="header">The header, which is changed.</param>
    /// <param name="translator">Whose it is.</param>
    /// <param name="file">Its file.</param>
    /// <param name="problems">Takes what can't be mended.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Whether anything was changed, now or before.</returns>
    public async Task<bool> ApplyAsync(Header header, ITranslator translator, string? file, Action<string>? problems, CancellationToken cancellationToken)
    {
        if ((header[Prefix + "MODIFIED"] ?? header[ReadBackPrefix + "MODIFIED"]) is bool before)
            return before;
        if (!TryName(header, translator, file, out var name))
            return false;
        var modified = false;
        if (name is not null)
        {
            var (cards, source) = await read.GetOrAdd(name, static (key, state) => state.Self.ReadAsync(key, state.problems, state.cancellationToken), (Self: this, problems, cancellationToken));
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

    private async Task<(Header? Cards, string? File)> ReadAsync(string name, Action<string>? problems, CancellationToken cancellationToken)
    {
        foreach (var folder in folders)
        {
            var file = folder.AsDirectory().Join("x").WithBasename(name);
            if (!await stores.ExistsAsync(file, cancellationToken))
                continue;
            try
            {
                return (HeaderText.Parse(await stores.ReadAllTextAsync(file, cancellationToken), file.DisplayName), file.DisplayName);
            }
            catch (Exception e) when (e is HeaderException or ResourceException)
            {
                problems?.Invoke($"The corrections in {file.DisplayName} are ignored: {e.Message}");
                return (null, null);
            }
        }

        return (null, null);
    }
}
