using SkyButler.Pipelines.Provenance.Exports;

namespace SkyButler.Pipelines.Provenance;

/// <summary>Writes what is recorded of runs in formats that other programs read.</summary>
/// <param name="butler">The repository.</param>
public sealed class ProvenanceExporter(Butler butler)
{
    /// <summary>Writes a PROV-JSON document of the W3C.</summary>
    /// <param name="runs">Names of runs or patterns of them; none for all.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PipelineException">Nothing is recorded of such runs, or the file can't be written.</exception>
    public async Task WriteProvAsync(IReadOnlyList<string> runs, string path, CancellationToken cancellationToken)
    {
        var quanta = new RecordedQuanta(butler, runs);
        await quanta.OpenAsync(cancellationToken).ConfigureAwait(false);
        await OutputFile.WriteBytesAsync(path, stream => new ProvDocument(quanta).WriteAsync(stream, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an RO-Crate: its metadata, and the PROV-JSON document beside it.</summary>
    /// <param name="runs">Names of runs or patterns of them; none for all.</param>
    /// <param name="folder">The folder, which is made.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PipelineException">Nothing is recorded of such runs, or the folder can't be written.</exception>
    public async Task WriteCrateAsync(IReadOnlyList<string> runs, string folder, CancellationToken cancellationToken)
    {
        await WriteProvAsync(runs, Path.Combine(folder, RunCrate.ProvName), cancellationToken).ConfigureAwait(false);
        var quanta = new RecordedQuanta(butler, runs);
        await quanta.OpenAsync(cancellationToken).ConfigureAwait(false);
        await OutputFile.WriteBytesAsync(
            Path.Combine(folder, RunCrate.MetadataName), stream => new RunCrate(quanta).WriteAsync(stream, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
