using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SkyButler.Benchmarks.Bare;
using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Commands;

/// <summary><c>butler ingest-files</c> of many tiny files, from the start of the program to its end.</summary>
internal sealed class IngestFiles : IBenchmark
{
    public const int Count = 20_000;
    private const string Type = "tiny";
    private const int Exposures = Count / BenchCamera.Detectors;

    /// <inheritdoc />
    public string Name => "ingest";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var empty = bench.Folder.Fresh("ingest-empty");
        await BenchCamera.CreateAsync(empty, Exposures, cancellationToken);
        await DatasetRows.PrepareAsync(empty, Type, cancellationToken);
        var (table, files) = WriteFiles(bench.Folder.Fresh("ingest-files"));
        foreach (var (mode, reference) in new[] { ("direct", ReferenceFigures.IngestDirect), ("copy", ReferenceFigures.IngestCopy) })
        {
            var repository = bench.Folder.Fresh("ingest-own");
            string[] arguments = ["ingest-files", repository, Type, BenchCamera.Run, table, "-t", mode];
            async Task<Sample> OwnAsync()
            {
                bench.Folder.Copy(empty, "ingest-own");
                return await ProgramRun.TimeAsync(bench.Butler, arguments, cancellationToken);
            }

            await OwnAsync();
            var rows = DatasetRows.Between(empty, repository);
            var targets = mode == "copy" ? DatasetRows.Paths(repository) : [];
            var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, () => Bare(bench, empty, table, rows, files, targets));
            bench.Folder.Copy(empty, "ingest-own");
            yield return new()
            {
                Work = $"`butler ingest-files` of {Count:N0} tiny files, `{mode}`",
                Sample = own,
                Reference = reference,
                ReferencePeakBytes = ReferenceFigures.IngestMemory,
                Bare = bare.Time,
                BareRatio = ratio,
                PeakBytes = await ProgramRun.PeakAsync(bench.Butler, arguments, cancellationToken),
            };
        }
    }

    // What every program must do that takes the files in: read the table, ask each file for its size, place the files, write the rows.
    private static Task<Sample> Bare(Bench bench, string empty, string table, IReadOnlyList<TableRows> rows, List<string> files, List<string> targets)
    {
        var repository = bench.Folder.Copy(empty, "ingest-bare");
        return Repeat.TimeAsync(() =>
        {
            BareFiles.Look(File.ReadLines(table).Skip(1).Select(row => row.Split(',')[0]));
            if (targets.Count > 0)
                BareFiles.Copy(files.Zip(targets, (file, target) => (file, Path.Combine(repository, target))));
            using var database = new BareDatabase(DatasetRows.Database(repository));
            database.Insert(rows);
            return Task.CompletedTask;
        });
    }

    private static (string Table, List<string> Files) WriteFiles(string folder)
    {
        var table = new StringBuilder("file,instrument,exposure,detector\n");
        var files = new List<string>();
        for (var exposure = 0; exposure < Exposures; exposure++)
        {
            var night = Directory.CreateDirectory(Path.Combine(folder, exposure.ToString(CultureInfo.InvariantCulture))).FullName;
            for (var detector = 0; detector < BenchCamera.Detectors; detector++)
            {
                var file = Path.Combine(night, string.Create(CultureInfo.InvariantCulture, $"{detector}.yaml"));
                File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"exposure: {exposure}\ndetector: {detector}\n"));
                files.Add(file);
                table.Append(CultureInfo.InvariantCulture, $"{file},{BenchCamera.Instrument},{BenchCamera.Exposure(exposure)},{detector}\n");
            }
        }

        var name = Path.Combine(folder, "files.csv");
        File.WriteAllText(name, table.ToString());
        return (name, files);
    }
}
