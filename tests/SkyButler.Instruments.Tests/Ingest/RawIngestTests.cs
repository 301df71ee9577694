using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Ingest;
using SkyButler.Registry.Records;
using SkyButler.Resources.Transfers;

namespace SkyButler.Instruments.Tests.Ingest;

public sealed class RawIngestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_with_a_sidecar_becomes_a_dataset_of_its_exposure()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        var report = await camera.IngestAsync(Path.Combine(folder, "dataset_1.yaml"));
        report.Failures.ShouldBeEmpty();
        (report.Files, report.Exposures, report.NewExposures, report.Skipped).ShouldBe((1, 1, 1, 0));
        var dataset = await camera.Butler.FindDatasetAsync("raw_dict", new() { ["instrument"] = "DummyCam", ["detector"] = 0, ["exposure"] = 100 }, ["DummyCam/raw/all"], Stop);
        dataset!.Id.ShouldBe(Datasets.DatasetIds.FromName(
            new("840b31d9-05cd-5161-b2c8-00d32b280d0f"), "dataset_type=raw_dict,run=DummyCam/raw/all,detector=0,exposure=100,instrument=DummyCam"));
        var content = (IDictionary<string, object?>)await camera.Butler.GetAsync(dataset, null, Stop);
        content["name"].ShouldBe("dataset_1");
        var exposure = (await camera.ExposuresAsync()).Single();
        (exposure["obs_id"], exposure["day_obs"], exposure["seq_num"], exposure["group"], exposure["zenith_angle"]).ShouldBe(("DummyDataset_1", 20130617L, 1L, "1", 90 - 68.80710558));
        (await camera.IngestAsync(Path.Combine(folder, "dataset_2.yaml"))).Files.ShouldBe(1);
        (await camera.ExposuresAsync()).Select(record => record["id"]).ShouldBe([100L, 200L]);
    }

    [Fact]
    public async Task An_exposure_that_ends_before_it_begins_ends_where_it_begins_and_is_told()
    {
        await using var camera = await DummyCam.MakeAsync();
        var report = await camera.IngestAsync(Path.Combine(camera.Copy("sidecar_data"), "dataset_end.yaml"));
        report.Files.ShouldBe(1);
        var timespan = ((Timespan?)(await camera.ExposuresAsync()).Single()["timespan"])!.Value;
        (timespan.EndNanoseconds - timespan.BeginNanoseconds).ShouldBe(1);
        camera.Warnings.ShouldContain(warning => warning.Contains("it is taken to end where it begins", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_is_taken_in_by_its_index_and_by_the_sidecars_of_the_rest()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("indexed_data");
        Directory.Delete(Path.Combine(folder, "bad_implied"), recursive: true);
        var report = await camera.IngestAsync(folder);
        // The fourth has the name of the third's exposure, and only it is refused.
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("dataset_4.yaml: the exposure {instrument: 'DummyCam', exposure: 600} has the obs_id 'DummyDataset_3', as {instrument: 'DummyCam', exposure: 400} of ");
        report.Files.ShouldBe(3);
        (await camera.ExposuresAsync()).Select(record => record["id"]).ShouldBe([100L, 200L, 400L]);
    }

    [Fact]
    public async Task An_index_that_is_named_brings_all_its_files_and_observations_go_before_headers()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("indexed_data");
        var metadata = Path.Combine(folder, "metadata_subdir", "_index.json");
        var translated = Path.Combine(folder, "translated_subdir", "_index.json");
        var report = await camera.IngestAsync(translated);
        report.Failures.ShouldBeEmpty();
        report.Files.ShouldBe(2);

        // Both tell of the same files: what is translated counts, in either order; of two of a kind the first.
        foreach (var (indexes, words) in new[] { ((string[])[metadata, translated], "overriding"), ([translated, metadata], "ignoring content") })
        {
            await using var other = await DummyCam.MakeAsync();
            var copy = other.Copy("indexed_data");
            var both = Path.Combine(copy, "both");
            Directory.CreateDirectory(both);
            var named = indexes.Select((index, i) => Path.Combine(both, $"{i}_index.json")).ToArray();
            for (var i = 0; i < indexes.Length; i++)
                File.Copy(indexes[i], named[i]);
            (await other.IngestAsync(named)).Files.ShouldBe(2);
            other.Warnings.ShouldContain(warning => warning.Contains(words, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_bad_index_is_a_failure_where_it_was_named_and_else_the_files_are_read()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("indexed_data");
        var named = await camera.IngestAsync(Path.Combine(folder, "bad_index", "_index.json"));
        named.Failures.ShouldHaveSingleItem().Message.ShouldContain("bad_index/_index.json is no JSON");
        File.Copy(Path.Combine(folder, "dataset_3.json"), Path.Combine(folder, "bad_implied", "dataset_2.json"));
        var found = await camera.IngestAsync(Path.Combine(folder, "bad_implied"));
        found.Failures.ShouldBeEmpty();
        found.Files.ShouldBe(1);
        camera.Warnings.ShouldContain(warning => warning.Contains("the files are read instead", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_of_an_instrument_that_is_not_registered_are_failures()
    {
        await using var camera = await DummyCam.MakeAsync();
        var report = await camera.IngestAsync(Path.Combine(camera.Copy("indexed_data"), "bad_instrument", "_index.json"));
        report.Failures.Count.ShouldBe(2);
        report.Failures.ShouldAllBe(failure => failure.Message.Contains("the instrument 'HSC' is not known to this repository", StringComparison.Ordinal));
        report.Files.ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_file_is_told_and_the_rest_goes_in()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        await File.WriteAllTextAsync(Path.Combine(folder, "bad.yaml"), "value: 1", Stop);
        var report = await camera.IngestAsync(folder);
        report.Files.ShouldBe(3);
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("bad.yaml: no translator knows this header");

        await using var other = await DummyCam.MakeAsync();
        (await Should.ThrowAsync<RawIngestException>(() => other.IngestAsync(new RawIngestOptions { FailFast = true }, folder)))
            .Message.ShouldContain("bad.yaml");
        (await other.ExposuresAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_run_has_already_is_a_failure_unless_it_may_be_passed_over()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        (await camera.IngestAsync(folder)).Files.ShouldBe(3);
        var again = await camera.IngestAsync(folder);
        again.Files.ShouldBe(0);
        again.Failures.Count.ShouldBe(3);
        again.Failures[0].Message.ShouldContain("is in the run 'DummyCam/raw/all' already");
        var skipping = await camera.IngestAsync(new RawIngestOptions { SkipExisting = true }, folder);
        skipping.Failures.ShouldBeEmpty();
        (skipping.Files, skipping.Skipped).ShouldBe((0, 3));
    }

    [Fact]
    public async Task An_exposure_that_is_registered_otherwise_is_a_failure_or_is_updated()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        await camera.IngestAsync(Path.Combine(folder, "dataset_1.yaml"));
        var sidecar = Path.Combine(folder, "dataset_1.json");
        await File.WriteAllTextAsync(
            sidecar, (await File.ReadAllTextAsync(sidecar, Stop)).Replace("\"exposure_time_requested\": 30.0", "\"exposure_time_requested\": 31.0", StringComparison.Ordinal), Stop);
        var options = new RawIngestOptions { SkipExisting = true };

        var refused = await camera.IngestAsync(options, folder);
        refused.Failures.ShouldHaveSingleItem().Message.ShouldContain("exposure_time is 30, not 31; use --update-records");
        refused.Failures[0].Kind.ShouldBe(RawFailureKind.Exposure);
        refused.Files.ShouldBe(2);

        var updated = await camera.IngestAsync(options with { Exposures = RecordSync.Update }, folder);
        updated.Failures.ShouldBeEmpty();
        updated.UpdatedExposures.ShouldBe(1);
        (await camera.ExposuresAsync())[0]["exposure_time"].ShouldBe(31.0);
    }

    [Fact]
    public async Task A_file_of_the_same_exposure_with_another_time_or_filter_is_told()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        var first = await File.ReadAllTextAsync(Path.Combine(folder, "dataset_1.json"), Stop);
        await WriteAsync("second", first.Replace("\"detector_num\": 0", "\"detector_num\": 1", StringComparison.Ordinal));
        await WriteAsync("later", first.Replace("2456461.0", "2456463.0", StringComparison.Ordinal));
        await WriteAsync("other", first.Replace("dummy_u", "dummy_g", StringComparison.Ordinal));
        await WriteAsync("third", first.Replace("\"detector_num\": 0", "\"detector_num\": 7", StringComparison.Ordinal));
        var report = await camera.IngestAsync([.. new[] { "dataset_1", "second", "later", "other", "third" }.Select(name => Path.Combine(folder, name + ".yaml"))]);
        report.Files.ShouldBe(2);
        report.Failures.Count.ShouldBe(3);
        report.Failures.ShouldContain(failure => failure.Message.Contains("later.yaml", StringComparison.Ordinal) && failure.Message.Contains("it was taken from 2013-06-19T13:29", StringComparison.Ordinal));
        report.Failures.ShouldContain(failure => failure.Message.Contains("its physical_filter is 'dummy_g', not 'dummy_u'", StringComparison.Ordinal));
        report.Failures.ShouldContain(failure => failure.Message.Contains("DummyCam has no detector '7' that is registered", StringComparison.Ordinal));

        async Task WriteAsync(string name, string sidecar)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), sidecar, Stop);
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".yaml"), "value: 1", Stop);
        }
    }

    [Theory]
    [InlineData("\"observing_day\": 20130617", "\"observing_day\": 20130231, \"observing_day_offset\": 0", "is of a day that there is not: 20130231")]
    [InlineData("2456461.0, 0.06193332175925925", "1.0, 0.0", "dataset_1.yaml: ")]
    public async Task A_day_or_time_that_there_is_not_is_told_of_its_file_and_the_rest_goes_in(string old, string changed, string message)
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        var sidecar = Path.Combine(folder, "dataset_1.json");
        var text = (await File.ReadAllTextAsync(sidecar, Stop)).Replace(old, changed, StringComparison.Ordinal);
        await File.WriteAllTextAsync(sidecar, text.Replace("2456461.0, 0.06230896990740742", "1.0, 0.0", StringComparison.Ordinal), Stop);
        var report = await camera.IngestAsync(folder);
        report.Files.ShouldBe(2);
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_place_without_a_file_that_is_wanted_is_told()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        Directory.CreateDirectory(Path.Combine(folder, "empty"));
        var report = await camera.IngestAsync(Path.Combine(folder, "dataset_1.yaml"), Path.Combine(folder, "empty"), Path.Combine(folder, "absent.yaml"));
        report.Files.ShouldBe(1);
        report.Failures.Count.ShouldBe(2);
        report.Failures.ShouldContain(failure => failure.Message.Contains("empty/: there is no file whose name matches", StringComparison.Ordinal));
        report.Failures.ShouldContain(failure => failure.Message.Contains("absent.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TransferMode.Copy)]
    [InlineData(TransferMode.Symlink)]
    [InlineData(TransferMode.Hardlink)]
    [InlineData(TransferMode.Link)]
    [InlineData(TransferMode.RelSymlink)]
    [InlineData(TransferMode.Direct)]
    [InlineData(TransferMode.Move)]
    [InlineData(TransferMode.Auto)]
    public async Task Files_come_in_by_every_mode_of_transfer(TransferMode mode)
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        var report = await camera.IngestAsync(new RawIngestOptions { Transfer = mode }, folder);
        report.Failures.ShouldBeEmpty();
        report.Files.ShouldBe(3);
        var dataset = await camera.Butler.FindDatasetAsync("raw_dict", new() { ["instrument"] = "DummyCam", ["detector"] = 0, ["exposure"] = 100 }, ["DummyCam/raw/all"], Stop);
        ((IDictionary<string, object?>)await camera.Butler.GetAsync(dataset!, null, Stop))["value"].ShouldBe(1L);
        File.Exists(Path.Combine(folder, "dataset_1.yaml")).ShouldBe(mode != TransferMode.Move);
    }

    [Fact]
    public async Task Places_are_patterns_lists_and_tables_too()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        await File.WriteAllTextAsync(Path.Combine(folder, "list.txt"), $"# the second\n{folder}/dataset_2.yaml\n", Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "table.csv"), $"file,note\n{folder}/dataset_end.yaml,last\n", Stop);
        (await camera.IngestAsync($"{folder}/*_1.yaml")).Files.ShouldBe(1);
        (await camera.IngestAsync($"@{folder}/list.txt")).Files.ShouldBe(1);
        (await camera.IngestAsync($"@{folder}/table.csv")).Files.ShouldBe(1);
        (await Should.ThrowAsync<HeaderException>(() => camera.IngestAsync($"{folder}/*_9.yaml"))).Message.ShouldContain("Nothing matches");
    }

    [Fact]
    public async Task Exposures_get_the_values_that_their_raws_tell_now()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        await camera.IngestAsync(new RawIngestOptions { Transfer = TransferMode.Direct }, folder);
        foreach (var name in new[] { "dataset_1", "dataset_2" })
        {
            var sidecar = Path.Combine(folder, name + ".json");
            await File.WriteAllTextAsync(sidecar, (await File.ReadAllTextAsync(sidecar, Stop)).Replace("STRIPE82L", "Elsewhere", StringComparison.Ordinal), Stop);
        }

        var report = await camera.UpdateAsync("exposure = 100");
        report.Failures.ShouldBeEmpty();
        (report.Exposures, report.UpdatedExposures, report.NewExposures).ShouldBe((1, 1, 0));
        (await camera.ExposuresAsync()).Select(record => record["target_name"]).ShouldBe(["Elsewhere", "STRIPE82L", "STRIPE82L"]);
        (await camera.UpdateAsync("exposure < 300")).UpdatedExposures.ShouldBe(1);
        (await Should.ThrowAsync<RawIngestException>(() => camera.UpdateAsync("exposure = 7"))).Message.ShouldContain("No raws of DummyCam");
    }

    [Fact]
    public async Task A_raw_whose_header_is_of_another_exposure_leaves_both_exposures_as_they_were()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        await camera.IngestAsync(new RawIngestOptions { Transfer = TransferMode.Direct }, folder);
        var sidecar = Path.Combine(folder, "dataset_1.json");
        var text = await File.ReadAllTextAsync(sidecar, Stop);
        await File.WriteAllTextAsync(
            sidecar, text.Replace("\"exposure_id\": 100", "\"exposure_id\": 200", StringComparison.Ordinal).Replace("STRIPE82L", "Elsewhere", StringComparison.Ordinal), Stop);
        var report = await camera.UpdateAsync("exposure < 300");
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("but its header is of exposure 200 of DummyCam; its exposure is left as it was");
        (await camera.ExposuresAsync()).Select(record => record["target_name"]).ShouldBe(["STRIPE82L", "STRIPE82L", "STRIPE82L"]);
    }

    [Theory]
    [InlineData("../../elsewhere.yaml")]
    [InlineData("/etc/hostname")]
    [InlineData("file:///etc/hostname")]
    [InlineData("s3://bucket/other.yaml")]
    public async Task An_index_brings_no_files_from_elsewhere(string name)
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = Path.Combine(camera.Copy("indexed_data"), "translated_subdir");
        var index = Path.Combine(folder, "_index.json");
        await File.WriteAllTextAsync(index, (await File.ReadAllTextAsync(index, Stop)).Replace("../dataset_1.yaml", name, StringComparison.Ordinal), Stop);
        await File.WriteAllTextAsync(camera.Folder.File("elsewhere.yaml"), "value: 1", Stop);
        var report = await camera.IngestAsync(index);
        report.Files.ShouldBe(1);
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain($"tells of '{name}', which does not lie beside or below the index");
    }

    [Fact]
    public async Task A_zip_is_told_of_with_the_command_that_takes_it()
    {
        await using var camera = await DummyCam.MakeAsync();
        var folder = camera.Copy("sidecar_data");
        await File.WriteAllTextAsync(Path.Combine(folder, "raws.zip"), "PK", Stop);
        var report = await camera.IngestAsync(folder, Path.Combine(folder, "raws.zip"));
        (report.Files, report.Exposures).ShouldBe((3, 3));
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("butler ingest-zip");
    }
}
