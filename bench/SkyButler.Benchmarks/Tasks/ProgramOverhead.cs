using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Tasks;

/// <summary>
/// What a quantum of a program costs beyond the program: <c>pipetask run</c> of a thousand quanta whose program does nothing, less the run of a single
/// one, beside a shell that starts the same program a thousand times.
/// </summary>
internal sealed class ProgramOverhead : IBenchmark
{
    private const int Quanta = 1000;
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(10);

    private static readonly string Instrument = $$"""
        name: Cam
        class: skybutler.Cam
        exposure_max: 100
        detector_max: {{Quanta}}
        visit_max: 100
        visit_system: one-to-one
        detectors:
          - {ids: 0..{{Quanta - 1}}, full_name: "D{id}"}
        """;

    private const string Pipeline = """
        description: a program that does nothing
        tasks:
          nothing:
            class: skybutler.ProgramTask
            config:
              dimensions: [detector]
              inputs:
                frame: {storage_class: StructuredDataDict}
              command: /bin/true {in:frame}
        """;

    public string Name => "programs";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = bench.Folder.Fresh("programs");
        Directory.CreateDirectory(folder);
        string Beside(string name) => Path.Combine(folder, name);
        var repository = Beside("repo");
        await File.WriteAllTextAsync(Beside("cam.yaml"), Instrument, cancellationToken);
        await File.WriteAllTextAsync(Beside("pipeline.yaml"), Pipeline, cancellationToken);
        await File.WriteAllTextAsync(Beside("one.yaml"), "value: 1\n", cancellationToken);
        await File.WriteAllLinesAsync(Beside("frames.csv"), Enumerable.Range(0, Quanta).Select(i => $"one.yaml,{i}").Prepend("file,detector"), cancellationToken);
        var butler = Path.Combine(bench.Programs, "butler");
        await ProgramRun.TimeAsync(butler, ["create", repository], cancellationToken);
        await ProgramRun.TimeAsync(butler, ["register-instrument", repository, Beside("cam.yaml")], cancellationToken);
        await ProgramRun.TimeAsync(butler, ["register-dataset-type", repository, "frame", "StructuredDataDict", "instrument", "detector"], cancellationToken);
        await ProgramRun.TimeAsync(butler, ["ingest-files", repository, "frame", "frames", Beside("frames.csv"), "--prefix", folder, "--data-id", "instrument=Cam", "--transfer", "copy"], cancellationToken);
        var runs = 0;
        Task<Sample> Run(string where) => ProgramRun.TimeAsync(
            Path.Combine(bench.Programs, "pipetask"),
            ["run", "-b", repository, "-p", Beside("pipeline.yaml"), "-i", "frames", "--output-run", $"run{runs++}", "-d", $"instrument='Cam'{where}", "--register-dataset-types"],
            cancellationToken);
        await Run(" AND detector=0");
        var one = Sample.Median([.. await Several(() => Run(" AND detector=0"))]);
        var (all, bare, ratio) = await Repeat.PairAsync(
            Math.Min(3, bench.Repetitions),
            () => Run(""),
            () => ProgramRun.TimeAsync("/bin/sh", ["-c", $"i=0; while [ $i -lt {Quanta} ]; do /bin/true x; i=$((i + 1)); done"], cancellationToken));
        yield return new Figure
        {
            Work = $"one of {Quanta} quanta of a program that does nothing, beyond the start of pipetask",
            Per = Quanta - 1,
            Sample = new Sample(all.Time - one.Time, all.Processor - one.Processor),
            Bare = bare.Time,
            BareRatio = ratio,
            Limit = Most * (Quanta - 1),
        };

        async Task<IReadOnlyList<Sample>> Several(Func<Task<Sample>> work)
        {
            var samples = new List<Sample>();
            for (var i = 0; i < 3; i++)
                samples.Add(await work());
            return samples;
        }
    }
}
