using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Registry.Collections;
using SkyButler.Resources.Transfers;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>The numbered requirements of the wrapper for programs, one by one.</summary>
public sealed class RequirementTests : IAsyncLifetime
{
    private ProgramRepository repository = null!;

    public async ValueTask InitializeAsync() => repository = await ProgramRepository.MakeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Row("WPT-001")]
    public async Task A_program_is_a_task_like_any_other_with_configuration_metadata_and_log()
    {
        var program = repository.Program("copy", "cat \"$1\" > \"$2\"");
        var pipeline = repository.Pipeline($"command: '{program} {{in:frame}} {{out:thing}}'")
            + repository.FurtherTask("again", "thing", "other", $"command: ['{program}', '{{in:thing}}', '{{out:other}}']");
        var result = await repository.RunAsync(pipeline);
        result.ExitCode.ShouldBe(0);
        result.Quanta.Select(q => q.TaskLabel).Order(StringComparer.Ordinal).ShouldBe(["again", "again", "work", "work"]);
        (await repository.ReadAsync("other", 1, 2, result.OutputRun)).ShouldBe("frame 1 2\n");
        await using var butler = await repository.Survey.OpenAsync();
        foreach (var type in new[] { "work_config", "work_metadata", "work_log", "again_config", "again_metadata", "again_log" })
            (await butler.Registry.DatasetTypes.FindAsync(type, TestContext.Current.CancellationToken)).ShouldNotBeNull(type);
    }

    [Fact]
    [Row("WPT-002")]
    public async Task A_script_named_by_configuration_alone_runs_for_every_quantum_with_the_arguments_that_were_asked_for()
    {
        var program = repository.Program("tell", "for a in \"$@\"; do printf '<%s>\\n' \"$a\"; done > out.dat");
        var result = await repository.RunAsync(
            repository.Pipeline($"command: ['{program}', " + "'{in:frame}', '--exposure={id:exposure:04d}', '{id:detector}', '{{literal}}', '{rec:detector.full_name}']"), "exposure IN (3,4)");
        result.ExitCode.ShouldBe(0);
        result.Quanta.Count.ShouldBe(4);
        var frame = await repository.FindAsync("frame", 4, 2, "frames");
        (await repository.ReadAsync("thing", 4, 2, result.OutputRun)).ShouldBe($"<{frame}>\n<--exposure=0004>\n<2>\n<{{literal}}>\n<D2>\n");
        (await repository.MetadataAsync("work", 4, 2, result.OutputRun)).GetList("work.program.arguments")
            .ShouldBe([program, frame!, "--exposure=0004", "2", "{literal}", "D2"]);
    }

    [Fact]
    [Row("WPT-003")]
    public async Task Programs_that_give_their_output_the_same_name_do_not_disturb_one_another()
    {
        var program = repository.Program("fixed", "pwd >> out.dat; echo \"$1 $2\" >> out.dat");
        var result = await repository.RunAsync(
            repository.Pipeline($"command: '{program} {{id:exposure}} {{id:detector}}'")
            + repository.FurtherTask("other", "frame", "other", $"command: '{program} {{id:detector}} {{id:exposure}}'"),
            "exposure>0",
            processes: 8);
        result.ExitCode.ShouldBe(0);
        result.Quanta.Count.ShouldBe(32);
        var folders = new HashSet<string>();
        foreach (var (exposure, detector) in from e in Enumerable.Range(1, 8) from d in Enumerable.Range(1, 2) select (e, d))
        {
            var one = (await repository.ReadAsync("thing", exposure, detector, result.OutputRun)).Split('\n');
            var two = (await repository.ReadAsync("other", exposure, detector, result.OutputRun)).Split('\n');
            one[1..].ShouldBe([$"{exposure} {detector}", ""]);
            two[1..].ShouldBe([$"{detector} {exposure}", ""]);
            folders.Add(one[0]);
            folders.Add(two[0]);
        }

        folders.Count.ShouldBe(32);
    }

    [Fact]
    [Row("WPT-004")]
    public async Task A_quantum_is_one_run_of_the_program_and_what_is_done_is_not_done_again()
    {
        var count = repository.Beside("count");
        var program = repository.Program("count-me", $"echo run >> {count}; echo done > out.dat");
        var request = repository.Request(repository.Pipeline($"command: {program}"), "exposure<5", processes: 4);
        (await repository.Survey.Runner.RunAsync(request, TestContext.Current.CancellationToken)).ExitCode.ShouldBe(0);
        (await File.ReadAllLinesAsync(count, TestContext.Current.CancellationToken)).Length.ShouldBe(8);
        var again = await repository.Survey.Runner.RunAsync(
            request with { Graph = request.Graph with { ExtendRun = true, Inputs = [] } }, TestContext.Current.CancellationToken);
        again.Quanta.ShouldBeEmpty();
        (await File.ReadAllLinesAsync(count, TestContext.Current.CancellationToken)).Length.ShouldBe(8);
    }

    [Fact]
    [Row("WPT-005")]
    public async Task All_inputs_follow_from_one_data_ID()
    {
        var program = repository.Program("none", "true");
        var two = repository.Pipeline($"command: {program}", "").Replace("dimensions: [exposure, detector]\n", "dimensions: [exposure]\n", StringComparison.Ordinal)
            .Replace("{storage_class: ForeignThing}", "{storage_class: ForeignThing, dimensions: [exposure, detector]}", StringComparison.Ordinal);
        (await Should.ThrowAsync<ScalarConnectionException>(() => repository.RunAsync(two))).Message.ShouldContain("'frame'");
        var none = repository.Pipeline($"command: {program}", "");
        (await repository.RunAsync(none, "exposure=99")).Quanta.ShouldBeEmpty();
    }

    [Fact]
    [Row("WPT-005")]
    public async Task An_argument_goes_with_the_optional_input_that_is_absent()
    {
        var program = repository.Program("tell", "echo \"$@\" > out.dat");
        var pipeline = repository.Pipeline($"command: ['{program}', first, ['-b', '{{in:bias}}'], last]")
            .Replace("frame: {", "bias: {storage_class: ForeignThing, is_prerequisite: true, minimum: 0, dimensions: [instrument, detector]}\n        frame: {", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline);
        result.ExitCode.ShouldBe(0);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("first last\n");
    }

    [Fact]
    [Row("WPT-101")]
    public async Task Any_dataset_of_one_file_arrives_byte_for_byte()
    {
        await using (var butler = await repository.Survey.OpenAsync())
        {
            var content = new byte[1 << 16];
            new Random(12).NextBytes(content);
            await File.WriteAllBytesAsync(repository.Beside("noise.bin"), content, TestContext.Current.CancellationToken);
            await IngestAsync(butler, "noise", repository.Beside("noise.bin"), ["Cam", 1L, 1L], ["exposure", "detector"]);
        }

        var program = repository.Program("copy", "cat \"$1\" > out.dat");
        var result = await repository.RunAsync(
            repository.Pipeline($"command: '{program} {{in:frame}}'").Replace("frame: {", "frame: {dataset_type_name: noise, ", StringComparison.Ordinal), "exposure=1 AND detector=1", 1, "frames", "calib");
        result.ExitCode.ShouldBe(0);
        (await File.ReadAllBytesAsync((await repository.FindAsync("thing", 1, 1, result.OutputRun))!, TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllBytesAsync((await repository.FindAsync("noise", 1, 1, "calib"))!, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Row("WPT-102 (first)")]
    public async Task Inputs_of_different_kinds_are_found_by_validity_and_data_ID()
    {
        var token = TestContext.Current.CancellationToken;
        await using (var butler = await repository.Survey.OpenAsync())
        {
            foreach (var type in new[] { "bias", "flat" })
            {
                var dataset = await IngestAsync(butler, type, repository.File($"{type}.dat", type), ["Cam", 1L], ["instrument", "detector"], isCalibration: true);
                await butler.Registry.Collections.RegisterAsync([$"calibs-{type}"], CollectionType.Calibration, null, token);
                await butler.Registry.Datasets.CertifyAsync($"calibs-{type}", [dataset], Timespan.Unbounded, token);
            }
        }

        var program = repository.Program("combine", "cat \"$1\" \"$2\" \"$3\" > out.dat");
        var result = await repository.RunAsync(
            repository.Pipeline($"command: '{program} {{in:frame}} {{in:bias}} {{in:flat}}'").Replace(
                "frame: {",
                "bias: {storage_class: ForeignThing, is_prerequisite: true, is_calibration: true, dimensions: [instrument, detector]}\n        "
                + "flat: {storage_class: ForeignThing, is_prerequisite: true, is_calibration: true, dimensions: [instrument, detector]}\n        frame: {",
                StringComparison.Ordinal),
            "exposure=2 AND detector=1",
            1,
            "frames",
            "calibs-bias",
            "calibs-flat");
        result.ExitCode.ShouldBe(0);
        (await repository.ReadAsync("thing", 2, 1, result.OutputRun)).ShouldBe("frame 2 1\nbiasflat");
    }

    [Fact]
    [Row("WPT-102 (second)")]
    public async Task Programs_that_want_their_inputs_under_certain_names_in_one_folder_get_them_so()
    {
        var program = repository.Program("folder", "cat frames/d{1,2}.txt 2>/dev/null || cat frames/d1.txt frames/d2.txt > out.dat; ls frames | sort >> out.dat");
        var pipeline = repository.Pipeline($"command: {program}", "thing: {storage_class: ForeignThing, file: out.dat, formatter: BytesFormatter, dimensions: [exposure]}")
            .Replace("dimensions: [exposure, detector]\n", "dimensions: [exposure]\n", StringComparison.Ordinal)
            .Replace("{storage_class: ForeignThing}", "{storage_class: ForeignThing, dimensions: [exposure, detector], multiple: true, rename: 'frames/d{id:detector}.txt'}", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline, "exposure=5");
        result.ExitCode.ShouldBe(0);
        await using var butler = await repository.Survey.OpenAsync();
        var dataset = await butler.FindDatasetAsync("thing", new DataId { ["instrument"] = "Cam", ["exposure"] = 5L }, [result.OutputRun], TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync((await butler.GetUriAsync(dataset!, TestContext.Current.CancellationToken)).Uri.LocalPath, TestContext.Current.CancellationToken))
            .ShouldBe("frame 5 1\nframe 5 2\nd1.txt\nd2.txt\n");
    }

    private static async Task<DatasetRef> IngestAsync(Butler butler, string type, string file, DataIdValue[] values, IReadOnlyList<string> dimensions, bool isCalibration = false)
    {
        var datasetType = new DatasetType(type, butler.Universe.Conform(dimensions), ProgramRepository.StorageClass, isCalibration);
        var dataset = new DatasetRef(datasetType, new DataCoordinate(datasetType.Dimensions, values), "calib", Guid.NewGuid());
        await butler.IngestAsync([new FileDataset(file, [dataset], ProgramRepository.Formatter)], new IngestOptions { Transfer = TransferMode.Move }, TestContext.Current.CancellationToken);
        return dataset;
    }
}
