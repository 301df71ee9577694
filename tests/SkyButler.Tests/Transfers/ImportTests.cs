using System.Globalization;
using System.Text;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;
using SkyButler.Transfers.Imports;

namespace SkyButler.Tests.Transfers;

/// <summary>Export files old, odd and hostile.</summary>
public sealed class ImportTests
{
    private const string Head = "description: Butler Data Repository Export\nversion: 1.0.2\nuniverse_version: 8\nuniverse_namespace: daf_butler\ndata:\n";

    private const string Instrument = """
        - type: dimension
          element: instrument
          records:
          - {name: Cam, detector_max: 4, visit_max: 9, exposure_max: 9, class_name: lsst.obs.lsst.LsstComCam, visit_system: 1}
        - type: dimension
          element: detector
          records:
          - {instrument: Cam, id: 1, full_name: D1, purpose: SCIENCE}
          - {instrument: Cam, id: 2, full_name: D2, purpose: SCIENCE}

        """;

    private const string Datasets = """
        - type: run
          name: r
        - type: dataset_type
          name: info
          dimensions: [instrument, detector]
          storage_class: StructuredDataDict
          is_calibration: true
        - type: dataset
          dataset_type: info
          run: r
          records:
          - {dataset_id: 17, data_id: {instrument: Cam, detector: 1}, path: a.yaml}
          - {dataset_id: [18], data_id: [{instrument: Cam, detector: 2}]}

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_notation_is_read()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, "description: x\nversion: 0\nuniverse_version: 8\ndata:\n" + Instrument + Datasets + """
            - type: collection
              collection_type: CALIBRATION
              name: c
            - type: collection
              collection_type: CHAINED
              name: chain
              children: [[c, null], r]
            - type: associations
              collection: c
              collection_type: CALIBRATION
              validity_ranges:
              - {begin: 2024-01-01T00:00:00, end: null, dataset_ids: [17]}
            """);
        // Version 3 identifiers of the integers, as the original made them.
        (await butler.GetDatasetsAsync([new("d51523bc-12bb-3e6c-b3e2-f786c61b1fbc"), new("95e25761-b0f9-3c7f-bf6c-b1d5ad5c3de8")], cancellationToken: Token)).Count.ShouldBe(2);
        (await butler.GetAsync("info", new() { ["instrument"] = "Cam", ["detector"] = 1 }, ["r"], cancellationToken: Token)).ShouldNotBeNull();
        (await butler.Registry.Collections.GetAsync("chain", Token)).Children.ShouldBe(["c", "r"]);
        var certified = await butler.Queries.AssociationsAsync("info", ["c"], null, Token).SingleAsync(Token);
        // Times without a zone are UTC, and TAI was 37 seconds ahead.
        certified.Validity!.Value.ToString().ShouldBe("[2024-01-01T00:00:37, ∞)");
    }

    [Fact]
    public async Task Records_of_an_old_universe_become_those_of_todays()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, """
            description: Butler Data Repository Export
            version: 1.0.0
            universe_version: 1
            data:
            - type: dimension
              element: instrument
              records:
              - {name: Cam, detector_max: 4, visit_max: 9, exposure_max: 9, class_name: lsst.obs.lsst.LsstComCam}
            - type: dimension
              element: physical_filter
              records:
              - {instrument: Cam, name: F, band: r}
            - type: dimension
              element: visit_system
              records:
              - {instrument: Cam, id: 0, name: one-to-one}
            - type: dimension
              element: exposure
              records:
              - instrument: Cam
                id: 5
                physical_filter: F
                obs_id: O5
                group_name: G5
                group_id: 55
                day_obs: 20240110
                datetime_begin: !butler_time/tai/iso '2024-01-11 01:00:00.000000000'
                datetime_end: !butler_time/tai/iso '2024-01-11 01:00:30.000000000'
            - type: dimension
              element: visit
              records:
              - instrument: Cam
                id: 7
                physical_filter: F
                visit_system: 0
                name: V7
                day_obs: 20240110
            - type: dimension
              element: visit_definition
              records:
              - {instrument: Cam, exposure: 5, visit_system: 0, visit: 7}
            - type: dataset_type
              name: old
              dimensions: [instrument, visit, visit_system]
              storage_class: int
              is_calibration: false
            """);
        (await RecordsAsync(butler, "day_obs")).ShouldBe(["20240110 [2024-01-10T12:00:00, 2024-01-11T12:00:00)"]);
        (await RecordsAsync(butler, "group")).ShouldBe(["G5"]);
        (await RecordsAsync(butler, "visit_system_membership")).Count.ShouldBe(1);
        (await RecordsAsync(butler, "visit_definition")).Count.ShouldBe(1);
        (await butler.Registry.DatasetTypes.GetAsync("old", Token)).Dimensions.Required.Select(d => d.Name).ShouldBe(["instrument", "visit"]);
    }

    [Fact]
    public async Task Records_that_stand_behind_what_refers_to_them_are_imported_first()
    {
        using var folder = new TemporaryDirectory();
        var parts = Instrument.Split("- type: dimension\n");
        await using var butler = await ImportAsync(folder, Head + Datasets + "- type: dimension\n" + parts[2] + "- type: dimension\n" + parts[1]);
        (await RecordsAsync(butler, "detector")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Elements_can_be_skipped()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, Head + Instrument, new() { SkipDimensions = ["detector"] });
        (await RecordsAsync(butler, "detector")).ShouldBeEmpty();
        (await RecordsAsync(butler, "instrument")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("description: x\nversion: 2.0.0\ndata: []\n", "version 2.0.0")]
    [InlineData("description: x\nversion: 1.1.0\ndata: []\n", "version 1.1.0")]
    [InlineData("description: x\nversion: new\ndata: []\n", "'new'")]
    [InlineData("description: x\nversion: 1.0.2\nuniverse_namespace: other\ndata:\n- {type: run, name: r}\n", "'other'")]
    [InlineData("data: []\nversion: 1.0.2\n", "before its 'data'")]
    [InlineData("- 1\n", "must be a mapping")]
    [InlineData("", "empty")]
    [InlineData(Head + "- {type: nonsense}\n", "'nonsense'")]
    [InlineData(Head + Instrument + Datasets + "- {type: associations, collection: c, collection_type: TAGGED, dataset_ids: [x]}\n", "'x'")]
    [InlineData(Head + "- {type: dimension, element: detecter, records: [{id: 1}]}\n", "Did you mean 'detector'")]
    [InlineData(Head + "- {type: dimension, element: detector, records: [{instrument: Cam, id: one, full_name: x}]}\n", "integer")]
    [InlineData(Head + "- {type: dimension, element: detector, records: [{instrument: Cam, id: 1, colour: red}]}\n", "colour")]
    [InlineData(Head + "- {type: collection, collection_type: RUNS, name: x}\n", "RUNS")]
    [InlineData(Head + "- {type: collection, collection_type: CHAINED, name: a, children: [b]}\n- {type: collection, collection_type: CHAINED, name: b, children: [a]}\n", "would hold itself")]
    [InlineData(Head + "- {type: collection, collection_type: CHAINED, name: a, children: [nobody]}\n", "nobody")]
    [InlineData(Head + "- {type: run, name: a}\n- {type: collection, collection_type: TAGGED, name: a}\n", "elsewhere in the file")]
    [InlineData(Head + "- {type: dataset, dataset_type: inf, run: r, records: [{dataset_id: 1, data_id: {}}]}\n", "'inf'")]
    [InlineData(Head + Datasets + "- {type: dataset, dataset_type: info, run: r, records: [{dataset_id: 1, data_id: {instrument: Cam, detector: 1}, path: ../x.yaml}]}\n", "'..'")]
    [InlineData(Head + Datasets + "- {type: dataset, dataset_type: info, run: r, records: [{dataset_id: 1, data_id: {instrument: Cam, detector: 1}, path: /etc/passwd}]}\n", "absolute")]
    [InlineData(Head + Datasets + "- {type: dataset, dataset_type: info, run: r, records: [{dataset_id: 1, data_id: {instrument: Cam, detector: 1}, path: 'file:///etc/passwd'}]}\n", "--transfer direct")]
    [InlineData(Head + Datasets + "- {type: dataset, dataset_type: info, run: r, records: [{dataset_id: [1, 2], data_id: [{instrument: Cam, detector: 1}]}]}\n", "2 identifiers")]
    [InlineData("description: x\nversion: 1.0.2\nuniverse_version: 99\ndata:\n- {type: run, name: r}\n", "version 99")]
    [InlineData(Head + Datasets + "- {type: dataset, dataset_type: info, run: r, records: [{dataset_id: 1, data_id: {instrument: Cam, detector: 1}, path: lost.yaml}]}\n", "lost.yaml")]
    [InlineData(Head + Datasets + "- {type: dataset, dataset_type: info, run: r, records: [{dataset_id: 1, data_id: {instrument: Cam, detector: 1}, path: a.yaml, formatter: Nobodys}]}\n", "'Nobodys'")]
    [InlineData(Head + Datasets + "- type: dataset\n  dataset_type: info\n  run: r\n  records:\n  - dataset_id: 1\n    data_id: {instrument: Cam, detector: 1}\n    path: a.y\n", "a.y")]
    [InlineData(Head + "- {type: run, name: ../../x}\n", "'..'")]
    [InlineData(Head + "- {type: run, name: /x}\n", "absolute")]
    [InlineData(Head + "- {type: run, name: \"a\\nb\"}\n", "can be seen")]
    [InlineData(Head + "- {type: collection, collection_type: TAGGED, name: \"a\\tb\"}\n", "can be seen")]
    public async Task A_file_that_cant_be_imported_is_refused_and_nothing_is_written(string text, string message)
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder);
        await File.WriteAllTextAsync(folder.File("export.yaml"), text, Token);
        var error = await Should.ThrowAsync<ImportException>(() => butler.ImportAsync(folder.Path, new(), Token));
        error.Message.ShouldContain(message);
        error.Message.ShouldNotContain("\n");
        (await butler.Registry.Collections.QueryAsync(["*"], null, Token)).ShouldBeEmpty();
        (await butler.Registry.DatasetTypes.QueryAsync(["*"], null, Token)).ShouldBeEmpty();
        (await RecordsAsync(butler, "instrument")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Aliases_without_end_are_refused()
    {
        var text = new StringBuilder(Head).Append("- &a0 {type: run, name: r}\n- type: dimension\n  element: instrument\n  records:\n  - &b0 {name: x}\n");
        for (var i = 1; i < 40; i++)
            text.Append(CultureInfo.InvariantCulture, $"  - &b{i} {{name: x, class_name: [*b{i - 1}, *b{i - 1}]}}\n");
        await RefuseAsync(text.ToString(), "");
        var many = new StringBuilder(Head).Append("- type: dimension\n  element: instrument\n  records:\n  - &b {name: x}\n");
        for (var i = 0; i < 1_000_000; i++)
            many.Append("  - *b\n");
        await RefuseAsync(many.ToString(), "with aliases");
    }

    [Fact]
    public async Task Chains_may_be_nested_deeply()
    {
        var text = new StringBuilder(Head).Append("- {type: run, name: c0}\n");
        for (var i = 1; i < 300; i++)
            text.Append(CultureInfo.InvariantCulture, $"- {{type: collection, collection_type: CHAINED, name: c{i}, children: [c{i - 1}]}}\n");
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, text.ToString());
        (await butler.Registry.Collections.FlattenAsync(["c299"], Token)).Select(c => c.Name).ShouldBe(["c0"]);
    }

    [Fact]
    public async Task A_chain_that_would_hold_itself_by_way_of_the_repository_is_refused()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, Head + "- {type: collection, collection_type: CHAINED, name: a, children: []}\n- {type: collection, collection_type: CHAINED, name: b, children: [a]}\n");
        await File.WriteAllTextAsync(folder.File("export.yaml"), Head + "- {type: run, name: r}\n- {type: collection, collection_type: CHAINED, name: a, children: [b]}\n", Token);
        await Should.ThrowAsync<ImportException>(() => butler.ImportAsync(folder.Path, new(), Token));
        (await butler.Registry.Collections.FindAsync("r", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_dataset_that_contradicts_one_that_is_there_is_refused()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, Head + Instrument + Datasets);
        await File.WriteAllTextAsync(folder.File("export.yaml"), Head + Instrument + Datasets.Replace("18", "19", StringComparison.Ordinal), Token);
        await Should.ThrowAsync<ConflictException>(() => butler.ImportAsync(folder.Path, new() { Transfer = TransferMode.Copy }, Token));
    }

    [Fact]
    public async Task What_contradicts_the_repository_is_refused_and_nothing_is_written()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, Head + Instrument + Datasets);
        var more = "- {type: run, name: other}\n- {type: dataset_type, name: more, dimensions: [], storage_class: int, is_calibration: false}\n";
        foreach (var text in (string[])
        [
            // Another dataset for a data ID, a run that is no run, an identifier of another dataset, a tag that is a run.
            Datasets.Replace("18", "19", StringComparison.Ordinal),
            "- {type: collection, collection_type: TAGGED, name: r}\n",
            "- {type: dataset, dataset_type: info, run: q, records: [{dataset_id: 17, data_id: {instrument: Cam, detector: 2}}]}\n",
            "- {type: associations, collection: r, collection_type: TAGGED, dataset_ids: [17]}\n",
        ])
        {
            await File.WriteAllTextAsync(folder.File("export.yaml"), Head + Instrument + more + text, Token);
            await Should.ThrowAsync<ConflictException>(() => butler.ImportAsync(folder.Path, new() { Transfer = TransferMode.Copy }, Token), text);
            (await butler.Registry.Collections.QueryAsync(["*"], null, Token)).ShouldHaveSingleItem(text).Name.ShouldBe("r");
            (await butler.Registry.DatasetTypes.QueryAsync(["*"], null, Token)).ShouldHaveSingleItem(text).Name.ShouldBe("info");
        }
    }

    [Fact]
    public async Task An_import_that_moved_its_files_may_come_again()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await ImportAsync(folder, Head + Instrument + Datasets, new() { Transfer = TransferMode.Move });
        File.Exists(folder.File("a.yaml")).ShouldBeFalse();
        await butler.ImportAsync(folder.Path, new() { Transfer = TransferMode.Move }, Token);
    }

    [Theory]
    [InlineData("gen3.sqlite3")]
    [InlineData("./gen3.sqlite3")]
    [InlineData("butler%2Eyaml")]
    [InlineData("a/.././butler.yaml")]
    [InlineData(".//butler.yaml")]
    public async Task The_repositorys_own_files_stay_however_a_path_is_written(string path)
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder);
        foreach (var name in new[] { "gen3.sqlite3", "butler.yaml", "butler%2Eyaml" })
            await File.WriteAllTextAsync(folder.File(name), "{x: 1}\n", Token);
        var record = $"- {{type: dataset, dataset_type: info, run: r, records: [{{dataset_id: 1, data_id: {{instrument: Cam, detector: 1}}, path: '{path}'}}]}}\n";
        await File.WriteAllTextAsync(folder.File("export.yaml"), Head + Instrument + Datasets[..Datasets.IndexOf("- type: dataset\n", StringComparison.Ordinal)] + record, Token);

        var error = await Record.ExceptionAsync(() => butler.ImportAsync(folder.Path, new() { Transfer = TransferMode.Copy }, Token));

        (error is null or ButlerException).ShouldBeTrue(error?.ToString());
        (await File.ReadAllTextAsync(folder.File("repo/butler.yaml"), Token)).ShouldContain("registry");
        (await File.ReadAllBytesAsync(folder.File("repo/gen3.sqlite3"), Token)).AsSpan(0, 6).SequenceEqual("SQLite"u8).ShouldBeTrue();
    }

    private static async Task RefuseAsync(string text, string message)
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder);
        await File.WriteAllTextAsync(folder.File("export.yaml"), text, Token);
        (await Should.ThrowAsync<ImportException>(() => butler.ImportAsync(folder.Path, new(), Token))).Message.ShouldContain(message);
        (await butler.Registry.Collections.QueryAsync(["*"], null, Token)).ShouldBeEmpty();
    }

    private static async Task<Butler> MakeAsync(TemporaryDirectory folder)
    {
        await Butler.CreateAsync(folder.File("repo"), new(), Token);
        await File.WriteAllTextAsync(folder.File("a.yaml"), "{x: 1}\n", Token);
        return await Butler.OpenAsync(folder.File("repo"), new() { Access = RegistryAccess.ReadWrite }, Token);
    }

    private static async Task<Butler> ImportAsync(TemporaryDirectory folder, string text, ImportOptions? options = null)
    {
        var butler = await MakeAsync(folder);
        await File.WriteAllTextAsync(folder.File("export.yaml"), text, Token);
        await butler.ImportAsync(folder.Path, options ?? new() { Transfer = TransferMode.Copy }, Token);
        return butler;
    }

    private static async Task<IReadOnlyList<string>> RecordsAsync(Butler butler, string element)
    {
        var found = new List<string>();
        await foreach (var record in butler.Queries.RecordsAsync(element, new() { Dimensions = [] }, Token))
            found.Add($"{record.Values[record.Element.Schema.RequiredCount - 1]} {record.Timespan}".Trim());
        return found;
    }
}
