using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SkyButler.History;
using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;
using SkyButler.Transfers.Imports;

namespace SkyButler.Tests.Transfers;

/// <summary>What an import refers to is looked for before anything is written, and what it changes in chains and calibrations is logged.</summary>
public sealed class ImportedReferencesTests
{
    private const string Head = "description: Butler Data Repository Export\nversion: 1.0.2\nuniverse_version: 8\nuniverse_namespace: daf_butler\ndata:\n";

    private const string Instrument = "- {type: dimension, element: instrument, records: [{name: Cam, detector_max: 4, visit_max: 9, exposure_max: 9, class_name: x.Cam, visit_system: 1}]}\n";

    private const string Detector = "- {type: dimension, element: detector, records: [{instrument: Cam, id: 1, full_name: D1, purpose: SCIENCE}]}\n";

    private const string Datasets = """
        - {type: run, name: r}
        - {type: dataset_type, name: info, dimensions: [instrument, detector], storage_class: StructuredDataDict, is_calibration: true}
        - {type: dataset, dataset_type: info, run: r, records: [{dataset_id: 17, data_id: {instrument: Cam, detector: 1}}]}

        """;

    private const string Collections = """
        - {type: collection, collection_type: CALIBRATION, name: c}
        - {type: collection, collection_type: CHAINED, name: inner, children: [r]}
        - {type: collection, collection_type: CHAINED, name: outer, children: [inner, c]}
        - {type: associations, collection: c, collection_type: CALIBRATION, validity_ranges: [{begin: null, end: null, dataset_ids: [17]}]}

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Detector + Datasets, "A record of 'detector' refers to the 'instrument' {instrument: 'Cam'}")]
    [InlineData(Instrument + Datasets, "A dataset refers to the 'detector' {instrument: 'Cam', detector: 1}")]
    [InlineData(Instrument + "- {type: dimension, element: exposure, records: [{instrument: Cam, id: 5, physical_filter: F, group: G, day_obs: 20240110, obs_id: O5}]}\n", "'exposure' refers to the ")]
    public async Task A_record_that_is_nowhere_is_found_before_anything_is_written(string text, string message)
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder);
        await File.WriteAllTextAsync(folder.File("export.yaml"), Head + text, Token);
        (await Should.ThrowAsync<ImportException>(() => butler.ImportAsync(folder.Path, new(), Token))).Message.ShouldContain(message);
        (await butler.Registry.Collections.QueryAsync(["*"], null, Token)).ShouldBeEmpty();
        (await butler.Registry.DatasetTypes.QueryAsync(["*"], null, Token)).ShouldBeEmpty();
        (await butler.Queries.RecordsAsync("instrument", new() { Dimensions = [] }, Token).AnyAsync(Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Records_may_be_in_the_repository_already()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder);
        foreach (var text in (string[])[Instrument, Detector, Datasets])
        {
            await File.WriteAllTextAsync(folder.File("export.yaml"), Head + text, Token);
            await butler.ImportAsync(folder.Path, new(), Token);
        }

        (await butler.Registry.Collections.QueryAsync(["*"], null, Token)).ShouldHaveSingleItem().Name.ShouldBe("r");
        await File.WriteAllTextAsync(folder.File("export.yaml"), Head + Instrument + Detector + Datasets, Token);
        // Records that are passed over do not count.
        await using var other = await MakeAsync(folder, "other");
        await Should.ThrowAsync<ImportException>(() => other.ImportAsync(folder.Path, new() { SkipDimensions = ["detector"] }, Token));
    }

    [Fact]
    public async Task Chains_and_certifications_are_logged_and_the_chains_taken_back()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder);
        await File.WriteAllTextAsync(folder.File("export.yaml"), Head + Instrument + Detector + Datasets + Collections, Token);
        await butler.ImportAsync(folder.Path, new() { Transfer = TransferMode.Copy }, Token);
        var log = await RepositoryHistory.ReadAsync(butler, cancellationToken: Token).ToListAsync(Token);
        log.Select(e => (e.Action, e.Subject, e.Datasets)).ShouldBe([(LogAction.Certify, "c (by import)", 1), (LogAction.EditChain, "inner, outer (by import)", 0)]);
        log[0].NotKept.ShouldNotBeNull();
        // What changes nothing is not logged.
        await butler.ImportAsync(folder.Path, new() { Transfer = TransferMode.Copy }, Token);
        (await RepositoryHistory.ReadAsync(butler, cancellationToken: Token).CountAsync(Token)).ShouldBe(2);
        await using (var plan = await RepositoryHistory.PlanAsync(butler, log[1], Token))
            await plan.ApplyAsync(Token);
        (await butler.Registry.Collections.QueryAsync(["*"], null, Token)).Select(c => c.Name).ShouldBe(["c", "r"]);
    }

    // Each transaction writes the pages of all indexes that it touches, which are nearly as many for few datasets as for many.
    [Fact]
    public async Task Datasets_without_files_are_registered_by_few_transactions()
    {
        const int types = 20;
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder);
        var text = new StringBuilder(Head + Instrument + Detector);
        for (var i = 0; i < types; i++)
            text.Append(CultureInfo.InvariantCulture, $"- {{type: dataset_type, name: t{i}, dimensions: [instrument, detector], storage_class: int, is_calibration: false}}\n");
        for (var i = 0; i < types; i++)
            text.Append(CultureInfo.InvariantCulture, $"- {{type: dataset, dataset_type: t{i}, run: r, records: [{{dataset_id: {i}, data_id: {{instrument: Cam, detector: 1}}}}]}}\n");
        await File.WriteAllTextAsync(folder.File("export.yaml"), text.ToString(), Token);
        var before = await ChangesAsync(folder.File("repo/gen3.sqlite3"));
        await butler.ImportAsync(folder.Path, new(), Token);
        (await ChangesAsync(folder.File("repo/gen3.sqlite3")) - before).ShouldBeLessThan((long)types);
        (await butler.Queries.DatasetsAsync(new() { DatasetType = "t19", Collections = ["r"] }, Token).CountAsync(Token)).ShouldBe(1);
    }

    // https://www.sqlite.org/fileformat2.html, 1.3.4: every transaction that changes the file counts the number at 24 up.
    private static async Task<long> ChangesAsync(string database)
    {
        var head = new byte[28];
        await using var file = new FileStream(database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await file.ReadExactlyAsync(head, Token);
        return BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(24));
    }

    private static async Task<Butler> MakeAsync(TemporaryDirectory folder, string name = "repo")
    {
        await Butler.CreateAsync(folder.File(name), new(), Token);
        return await Butler.OpenAsync(folder.File(name), new() { Access = RegistryAccess.ReadWrite }, Token);
    }
}
