using System.Text;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Sidecars;

/// <summary>Writes index files and sidecars of data files. A file that can't be read is told of, and the others go on.</summary>
/// <param name="reader">Reads the files.</param>
/// <param name="stores">Where they lie, and what is written.</param>
public sealed class IndexWriter(ObservationReader reader, ResourceStores stores)
{
    /// <summary>Writes a sidecar beside each file.</summary>
    public async Task<IndexReport> WriteSidecarsAsync(
        IReadOnlyList<ResourcePath> files, IndexContent content, ObservationReading reading, CancellationToken cancellationToken)
    {
        var failures = new List<(ResourcePath, HeaderException)>();
        var written = new List<ResourcePath>();
        await foreach (var (file, plain) in PlainAsync(files, content, reading, failures, cancellationToken))
        {
            var sidecar = IndexFile.SidecarOf(file);
            if (sidecar.Equals(file))
            {
                failures.Add((file, new HeaderException($"{file.DisplayName}: its sidecar would take its place.")));
                continue;
            }

            await WriteAsync(sidecar, IndexFile.WriteSidecar(plain, content), cancellationToken);
            written.Add(sidecar);
        }

        return new(written, written.Count, failures);
    }

    /// <summary>Writes an index in each folder of the files, or one of all of them.</summary>
    /// <param name="files">The files.</param>
    /// <param name="content">What of each is kept.</param>
    /// <param name="target">The index of all, whose names are relative to its folder; null for one in each folder.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IndexReport> WriteIndexesAsync(
        IReadOnlyList<ResourcePath> files, IndexContent content, ResourcePath? target, ObservationReading reading, CancellationToken cancellationToken)
    {
        var failures = new List<(ResourcePath, HeaderException)>();
        var read = new List<(ResourcePath File, OrderedDictionary<string, object?> Plain)>();
        await foreach (var entry in PlainAsync(files, content, reading, failures, cancellationToken))
            read.Add(entry);
        var written = new List<ResourcePath>();
        foreach (var group in read.GroupBy(entry => target ?? entry.File.Parent.Join(IndexFile.Name)))
        {
            var folder = group.Key.Parent;
            await WriteAsync(group.Key, IndexFile.Write(group.Select(entry => KeyValuePair.Create(Relative(entry.File, folder), entry.Plain)), content), cancellationToken);
            written.Add(group.Key);
        }

        return new(written, read.Count, failures);
    }

    private async IAsyncEnumerable<(ResourcePath File, OrderedDictionary<string, object?> Plain)> PlainAsync(
        IReadOnlyList<ResourcePath> files, IndexContent content, ObservationReading reading, List<(ResourcePath, HeaderException)> failures,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (content == IndexContent.Metadata)
        {
            await foreach (var file in reader.ReadHeadersAsync(files, reading, HeaderState.Original, cancellationToken))
            {
                if (file.Header is { } header)
                    yield return (file.File, header.ToPlain());
                else
                    failures.Add((file.File, file.Error!));
            }

            yield break;
        }

        await foreach (var file in reader.ReadAsync(files, reading, cancellationToken))
        {
            // One entry stands for a file: of several detectors the first.
            if (file.Observations is [var observation, ..])
                yield return (file.File, ObservationJson.ToPlain(observation));
            else
                failures.Add((file.File, file.Error!));
        }
    }

    // Below the folder, beside it (../other/a.fits), or as it is.
    private static string Relative(ResourcePath file, ResourcePath folder)
    {
        var up = "";
        for (var from = folder; ; from = from.Parent, up += "../")
        {
            if (file.RelativeTo(from) is { } relative)
                return up + relative;
            if (from.Parent.Equals(from))
                return file.ToString();
        }
    }

    private async Task WriteAsync(ResourcePath file, string text, CancellationToken cancellationToken)
    {
        try
        {
            await stores.WriteAllBytesAsync(file, Encoding.UTF8.GetBytes(text), cancellationToken);
        }
        catch (ResourceException e)
        {
            throw new HeaderException($"{file.DisplayName} can't be written: {e.Message}", e);
        }
    }
}
