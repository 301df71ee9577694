using BenchmarkDotNet.Running;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Moving;
using SkyButler.Benchmarks.Questions;
using SkyButler.Benchmarks.Running;
using SkyButler.Benchmarks.Scale;
using SkyButler.Benchmarks.Storage;
using SkyButler.Benchmarks.Tasks;
using SkyButler.Benchmarks.Writers;

const string Usage = "usage: SkyButler.Benchmarks PROGRAMS [--update PAGE] [--repeat N] [--datasets N] [--rows N] [--keep FOLDER] [NAME...] | SkyButler.Benchmarks micro [BENCHMARKDOTNET-OPTIONS]";

if (args is ["micro", ..])
{
    // Without a choice, all of them.
    BenchmarkSwitcher.FromAssembly(typeof(IBenchmark).Assembly).Run(args.Length > 1 ? args[1..] : ["--filter", "*"]);
    return 0;
}

if (args.Length == 0)
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

var wanted = new List<string>();
string? page = null;
var repetitions = 5;
var datasets = Bench.FewDatasets;
var rows = Bench.ManyRows;
string? kept = null;
for (var i = 1; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--update": page = args[++i]; break;
        case "--repeat": repetitions = int.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture); break;
        case "--datasets": datasets = long.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture); break;
        case "--rows": rows = long.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture); break;
        case "--keep": kept = args[++i]; break;
        default: wanted.Add(args[i]); break;
    }
}

IReadOnlyList<IBenchmark> all = [new StartUp(), new IngestFiles(), new Raws(), new PutAndGet(), new Registration(), new Listing(), new SkyJoins(), new ManyWriters(), new Graphs(), new PipelineFiles(), new ProgramOverhead(), new StorageBenchmark(), new Transfers(), new TableFiles(), new ParquetFiles(), new ImageFiles(), new ScaleBenchmark()];
if (wanted.Except(all.Select(b => b.Name)).FirstOrDefault() is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'; there are {string.Join(", ", all.Select(b => b.Name))}.");
    return 2;
}

using var folder = new TemporaryFolder();
var bench = new Bench { Programs = args[0], Folder = folder, Repetitions = repetitions, Datasets = datasets, Rows = rows, Kept = kept };
Console.WriteLine(ResultTable.Head);
foreach (var benchmark in all.Where(b => wanted.Count == 0 ? b is not (ScaleBenchmark or StorageBenchmark or Transfers or TableFiles or ParquetFiles or ImageFiles or Raws) : wanted.Contains(b.Name)))
{
    var figures = new List<Figure>();
    await foreach (var figure in benchmark.MeasureAsync(bench, CancellationToken.None))
    {
        Console.WriteLine(ResultTable.Line(figure));
        figures.Add(figure);
    }

    if (page is not null)
        await ResultPage.UpdateAsync(page, benchmark.Name, figures, CancellationToken.None);
}

return 0;
