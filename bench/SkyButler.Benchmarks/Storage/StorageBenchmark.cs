using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Storage;

/// <summary>Files that travel: to an S3 server and back, onto a disk, and into nothing.</summary>
internal sealed class StorageBenchmark : IBenchmark
{
    /// <inheritdoc />
    public string Name => "storage";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var server = await BenchS3.StartAsync(cancellationToken);
        if (server is not null)
        {
            await using (server)
            {
                foreach (var set in (FileSet[])[FileSet.Small, FileSet.Large])
                    await foreach (var figure in new S3Copies(bench, server, set).MeasureAsync(cancellationToken))
                        yield return figure;
                yield return await new S3Memory(bench, server).MeasureAsync(cancellationToken);
                await foreach (var figure in Deletions.InS3Async(server, cancellationToken))
                    yield return figure;
            }
        }

        yield return await DiskCopies.MeasureAsync(bench, cancellationToken);
        yield return await Deletions.OnDiskAsync(bench, cancellationToken);
    }
}
