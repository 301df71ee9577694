using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Pipelines.Tests.Quanta;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>
/// The small survey with a file for each exposure and detector, dataset type <c>frame</c> in the run <c>frames</c>: one line, such as
/// <c>frame 3 1</c>. Its storage class is one that nothing here knows. Programs are scripts beside the repository.
/// </summary>
internal sealed class ProgramRepository : IDisposable
{
    public const string StorageClass = "ForeignThing";
    public const string Formatter = "BytesFormatter";
    private readonly SurveyRepository survey;
    private readonly TemporaryDirectory folder = new();

    private ProgramRepository(SurveyRepository survey) => this.survey = survey;

    public TestLog Log => survey.Log;

    public SurveyRepository Survey => survey;

    /// <summary>Where quanta get their directories.</summary>
    public string Scratch => folder.File("scratch");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ProgramRepository> MakeAsync(string seed = "")
    {
        var made = new ProgramRepository(await SurveyRepository.MakeAsync(seed));
        await using var butler = await made.survey.OpenAsync();
        var type = new DatasetType("frame", butler.Universe.Conform(["exposure", "detector"]), StorageClass);
        var files = new List<FileDataset>();
        foreach (var (exposure, detector) in from e in Enumerable.Range(1, 8) from d in Enumerable.Range(1, 2) select (e, d))
        {
            var path = made.File($"frame-{exposure}-{detector}.dat", $"frame {exposure} {detector}\n");
            files.Add(new FileDataset(path, [new DatasetRef(type, new DataCoordinate(type.Dimensions, ["Cam", (long)detector, (long)exposure]), "frames", Guid.NewGuid())], Formatter));
        }

        await butler.IngestAsync(files, new IngestOptions { Transfer = TransferMode.Move }, Token);
        return made;
    }

    /// <summary>Writes a file beside the repository.</summary>
    public string File(string name, string text)
    {
        var path = folder.File(name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a program: lines for a POSIX shell.</summary>
    public string Program(string name, string lines)
    {
        var path = File(name, "#!/bin/sh\n" + lines + "\n");
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A file beside the repository.</summary>
    public string Beside(string name) => folder.File(name);

    /// <summary>A pipeline of one task 'work' that reads 'frame' and makes 'thing' from out.dat, unless its fields say otherwise.</summary>
    public string Pipeline(string fields, string outputs = "thing: {storage_class: ForeignThing, file: out.dat, formatter: BytesFormatter}") => $$"""
        description: a program
        tasks:
          work:
            class: skybutler.ProgramTask
            config:
              dimensions: [exposure, detector]
              inputs:
                frame: {storage_class: ForeignThing}
              outputs: {{{outputs}}}
              directory: {{Scratch}}
        {{Indent(fields)}}
        """;

    /// <summary>A further task of the same kind, to follow such a pipeline.</summary>
    public string FurtherTask(string label, string input, string output, string fields) => string.Join(
        '\n',
        "",
        $"  {label}:",
        "    class: skybutler.ProgramTask",
        "    config:",
        "      dimensions: [exposure, detector]",
        $"      inputs: {{ {input}: {{storage_class: ForeignThing}} }}",
        $"      outputs: {{ {output}: {{storage_class: ForeignThing, file: out.dat, formatter: BytesFormatter}} }}",
        $"      directory: {Scratch}",
        Indent(fields));

    public Task<RunResult> RunAsync(string pipeline, string where = "exposure=1", int processes = 1, params IReadOnlyList<string> inputs) =>
        survey.Runner.RunAsync(Request(pipeline, where, processes, inputs), Token);

    public RunRequest Request(string pipeline, string where = "exposure=1", int processes = 1, params IReadOnlyList<string> inputs) => new()
    {
        Graph = survey.Request(pipeline, $"instrument='Cam'{(where.Length > 0 ? " AND " : "")}{where}", inputs.Count > 0 ? inputs : ["frames"]),
        RegisterDatasetTypes = true,
        Processes = processes,
    };

    /// <summary>The stored file of a dataset; null where there is none.</summary>
    public async Task<string?> FindAsync(string type, long exposure, long detector, string run)
    {
        await using var butler = await survey.OpenAsync();
        var dataset = await butler.FindDatasetAsync(type, DataId(exposure, detector), [run], Token);
        return dataset is null ? null : (await butler.GetUriAsync(dataset, Token)).Uri.LocalPath;
    }

    /// <summary>The text of a dataset's file.</summary>
    public async Task<string> ReadAsync(string type, long exposure, long detector, string run) =>
        await System.IO.File.ReadAllTextAsync((await FindAsync(type, exposure, detector, run)).ShouldNotBeNull(), Token);

    /// <summary>What a task said of a quantum.</summary>
    public async Task<TaskMetadata> MetadataAsync(string label, long exposure, long detector, string run)
    {
        await using var butler = await survey.OpenAsync();
        return TaskMetadata.FromPlain(await butler.GetAsync($"{label}_metadata", DataId(exposure, detector), [run], null, Token));
    }

    /// <summary>Messages in the stored log of a quantum.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string label, long exposure, long detector, string run)
    {
        await using var butler = await survey.OpenAsync();
        var records = (Datastores.Contents.LogRecords)await butler.GetAsync($"{label}_log", DataId(exposure, detector), [run], null, Token);
        return [.. records.Records.Select(r => r.Message)];
    }

    public void Dispose()
    {
        survey.Dispose();
        folder.Dispose();
    }

    private static DataId DataId(long exposure, long detector) => new() { ["instrument"] = "Cam", ["exposure"] = exposure, ["detector"] = detector };

    private static string Indent(string fields) => string.Join('\n', fields.Split('\n').Select(l => "      " + l));
}
