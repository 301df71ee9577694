using System.Globalization;
using System.Text;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Storage;

/// <summary>Large files that are copied into a repository on disk, beside <c>cp</c> and a flush of the file system.</summary>
internal static class DiskCopies
{
    private const string Type = "image";
    private const double EnoughTimesTheBareCost = 1.5;

    /// <summary>Measures.</summary>
    public static async Task<Figure> MeasureAsync(Bench bench, CancellationToken cancellationToken)
    {
        var set = FileSet.Large;
        var empty = bench.Folder.Fresh("copy-empty");
        await BenchCamera.CreateAsync(empty, 1, cancellationToken);
        await DatasetRows.PrepareAsync(empty, Type, cancellationToken);
        var source = bench.Folder.Fresh("copy-source");
        set.Write(source);
        var table = new StringBuilder("file,instrument,exposure,detector\n");
        foreach (var (name, detector) in set.Names.Select((name, i) => (name, i)))
            table.Append(CultureInfo.InvariantCulture, $"{Path.Combine(source, name)},{BenchCamera.Instrument},{BenchCamera.Exposure(0)},{detector}\n");
        var file = Path.Combine(bench.Folder.Root, "copy.csv");
        await File.WriteAllTextAsync(file, table.ToString(), cancellationToken);

        async Task<Sample> OwnAsync()
        {
            var repository = bench.Folder.Copy(empty, "copy-own");
            var sample = await ProgramRun.TimeAsync(bench.Butler, ["ingest-files", repository, Type, BenchCamera.Run, file, "-t", "copy"], cancellationToken);
            Directory.Delete(repository, recursive: true);
            return sample;
        }

        async Task<Sample> BareAsync()
        {
            var target = bench.Folder.Fresh("copy-bare");
            var sample = await ProgramRun.TimeAsync("bash", ["-c", "cp -r \"$0\" \"$1\" && sync -f \"$1\"", source, target], cancellationToken);
            Directory.Delete(target, recursive: true);
            return sample;
        }

        var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        var peak = bench.Folder.Copy(empty, "copy-own");
        return new()
        {
            Work = $"`butler ingest-files` of {set.Words}, `copy`, beside `cp`",
            Sample = own,
            Bare = bare.Time,
            BareRatio = ratio,
            RatioLimit = EnoughTimesTheBareCost,
            PeakBytes = await ProgramRun.PeakAsync(bench.Butler, ["ingest-files", peak, Type, BenchCamera.Run, file, "-t", "copy"], cancellationToken),
        };
    }
}
