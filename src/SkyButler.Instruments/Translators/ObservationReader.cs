using System.Runtime.CompilerServices;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Translators;

/// <summary>Reads what was observed from the headers of files, many at a time.</summary>
/// <param name="catalog">The translators.</param>
/// <param name="corrections">What mends headers; null for nothing but the translators themselves.</param>
/// <param name="stores">Where the files lie.</param>
public sealed class ObservationReader(TranslatorCatalog catalog, HeaderCorrections? corrections, ResourceStores stores)
{
    private readonly HeaderCorrections corrections = corrections ?? new HeaderCorrections([], stores, TimeProvider.System);

    /// <summary>The translators.</summary>
    internal TranslatorCatalog Catalog => catalog;

    /// <summary>Reads files in parallel; answers come in the order of the files. A file that can't be read has its error instead of observations.</summary>
    public IAsyncEnumerable<ObservedFile> ReadAsync(IReadOnlyList<ResourcePath> files, ObservationReading reading, CancellationToken cancellationToken) =>
        InOrderAsync(files, (file, stop) => TryReadAsync(file, reading, stop), cancellationToken);

    /// <summary>Reads headers in parallel as <see cref="ReadHeaderAsync"/> does; answers come in the order of the files, errors among them.</summary>
    public IAsyncEnumerable<FileHeader> ReadHeadersAsync(
        IReadOnlyList<ResourcePath> files, ObservationReading reading, HeaderState state, CancellationToken cancellationToken) =>
        InOrderAsync(files, (file, stop) => TryReadHeaderAsync(file, reading, state, stop), cancellationToken);

    /// <summary>Reads one file: one observation, or one for each detector where its headers stand for several.</summary>
    /// <exception cref="HeaderException">It can't be read or translated; the message names it.</exception>
    public async Task<IReadOnlyList<ObservationInfo>> ReadAsync(ResourcePath file, ObservationReading reading, CancellationToken cancellationToken)
    {
        var (translator, headers) = await ReadHeadersAsync(file, reading, cancellationToken);
        var observations = new List<ObservationInfo>();
        foreach (var header in headers)
            observations.Add(await TranslateAsync(header, translator, file.DisplayName, reading, cancellationToken));
        return observations;
    }

    /// <summary>Translates a header.</summary>
    /// <param name="header">The header, which is mended.</param>
    /// <param name="file">Its file, for messages and for the choice of a translator.</param>
    /// <param name="reading">How.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="HeaderException">It can't be translated.</exception>
    public Task<ObservationInfo> TranslateAsync(Header header, string? file, ObservationReading reading, CancellationToken cancellationToken) =>
        TranslateAsync(header, Choose(header, file, reading) ?? Otherwise(reading) ?? throw Unknown(file ?? "The header", header), file, reading, cancellationToken);

    /// <summary>The header of a file, two HDUs merged, mended or as it is.</summary>
    /// <exception cref="HeaderException">It can't be read.</exception>
    public async Task<Header> ReadHeaderAsync(ResourcePath file, ObservationReading reading, HeaderState state, CancellationToken cancellationToken)
    {
        var hdus = await HeaderFile.ReadAsync(file, Math.Max(2, reading.Hdu + 1), stores, cancellationToken);
        var header = Merged(file, hdus, reading);
        if (state == HeaderState.Fixed && Choose(header, file.DisplayName, reading) is { } translator)
            await corrections.ApplyAsync(header, translator, file.DisplayName, reading.Problems, cancellationToken);
        return header;
    }

    /// <summary>Does something with each file, a few at a time, however many there are; answers come in the order of the files.</summary>
    internal async IAsyncEnumerable<T> InOrderAsync<T>(
        IReadOnlyList<ResourcePath> files, Func<ResourcePath, CancellationToken, Task<T>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var underWay = new Queue<Task<T>>();
        var atATime = files.Count == 0 ? 1 : Math.Max(2, stores.ThreadsFor(files[0]));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            foreach (var file in files)
            {
                underWay.Enqueue(Task.Run(() => read(file, stop.Token), stop.Token));
                if (underWay.Count >= atATime)
                    yield return await underWay.Dequeue();
            }

            while (underWay.TryDequeue(out var next))
                yield return await next;
        }
        finally
        {
            await stop.CancelAsync();
            // Nobody waits for those that are left, but nothing of them goes on behind the caller's back.
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<FileHeader> TryReadHeaderAsync(ResourcePath file, ObservationReading reading, HeaderState state, CancellationToken cancellationToken)
    {
        try
        {
            return new(file, await ReadHeaderAsync(file, reading, state, cancellationToken), null);
        }
        catch (HeaderException e)
        {
            return new(file, null, e);
        }
    }

    /// <summary>Reads one file; its error instead of observations where that fails.</summary>
    internal async Task<ObservedFile> TryReadAsync(ResourcePath file, ObservationReading reading, CancellationToken cancellationToken)
    {
        try
        {
            return new(file, await ReadAsync(file, reading, cancellationToken), null);
        }
        catch (HeaderException e)
        {
            return new(file, [], e);
        }
    }

    private async Task<ObservationInfo> TranslateAsync(
        Header header, ITranslator translator, string? file, ObservationReading reading, CancellationToken cancellationToken)
    {
        await corrections.ApplyAsync(header, translator, file, reading.Problems, cancellationToken);
        return new Translation(translator, header, file).Translate(reading.Required, reading.Strictness, reading.Problems, reading.Wanted);
    }

    private async Task<(ITranslator Translator, IReadOnlyList<Header> Headers)> ReadHeadersAsync(
        ResourcePath file, ObservationReading reading, CancellationToken cancellationToken)
    {
        var hdus = await HeaderFile.ReadAsync(file, Math.Max(2, reading.Hdu + 1), stores, cancellationToken);
        var merged = Merged(file, hdus, reading);
        var translator = Choose(hdus[0], file.DisplayName, reading) ?? Choose(merged, file.DisplayName, reading) ?? Otherwise(reading) ?? throw Unknown(file.DisplayName, merged);
        if (reading.Hdu >= 0 || HeaderFile.IsText(file))
            return (translator, [merged]);
        if (translator.WantsAllHdus)
            hdus = await HeaderFile.ReadAsync(file, int.MaxValue, stores, cancellationToken);
        try
        {
            return (translator, translator.Select(hdus));
        }
        catch (Exception e) when (e is FormatException or OverflowException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            throw new HeaderException($"{file.DisplayName}: which of its extensions are detectors can't be told: {e.Message}.", e);
        }
    }

    private static Header Merged(ResourcePath file, IReadOnlyList<Header> hdus, ObservationReading reading)
    {
        var second = reading.Hdu < 0 ? 1 : reading.Hdu;
        if (second >= hdus.Count && reading.Hdu > 0)
            reading.Problems?.Invoke($"{file.DisplayName} has no HDU {second}; its first is read alone.");
        return second > 0 && second < hdus.Count ? HeaderMerger.Merge([hdus[0], hdus[second]], HeaderMerge.Overwrite) : hdus[0].Clone();
    }

    private ITranslator? Choose(Header header, string? file, ObservationReading reading) =>
        reading.Translator is { } name ? catalog.Get(name) : catalog.Choose(header, file);

    private ITranslator? Otherwise(ObservationReading reading) => reading.Otherwise is { } name ? catalog.Get(name) : null;

    private static HeaderException Unknown(string file, Header header) => new(
        $"{file}: no translator knows this header (INSTRUME {(header["INSTRUME"] is { } instrument ? $"is '{instrument}'" : "is absent")}); write one as a YAML file "
        + "(docs/instruments.md) and name it by SKYBUTLER_TRANSLATORS, or take the generic one (--translator-name Generic).");
}
