using SkyButler.Dimensions.DataIds;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Transfers.Exports;
using SkyButler.Verification;

namespace SkyButler.Tests.Transfers;

/// <summary>Exports with datasets that are stored in parts, taken in by every mode.</summary>
public sealed class ImportedPartsTests
{
    private const string Seed = """
        storageClasses:
          Parts: {pytype: dict, components: {data: StructuredDataList, summary: StructuredDataDict}, derivedComponents: {count: int}}
        datastore:
          composites: {disassembled: {Parts: true}}
          formatters: {StructuredDataList: lsst.daf.butler.formatters.json.JsonFormatter}
        """;

    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData(TransferMode.Copy)]
    [InlineData(TransferMode.Auto)]
    [InlineData(TransferMode.Symlink)]
    [InlineData(TransferMode.Direct)]
    [InlineData(TransferMode.Move)]
    public async Task Parts_come_as_whole_files_do(TransferMode mode)
    {
        await using var source = await SmallRepository.MakeAsync(Seed);
        await source.RegisterAsync("parts", "Parts", "detector");
        await source.RegisterAsync("info", "StructuredDataDict", "detector");
        var dataId = new DataId { ["instrument"] = "Cam", ["detector"] = 0L };
        var summary = new Dictionary<string, double> { ["x"] = 1.5 };
        var parts = await source.Butler.PutAsync(new Dictionary<string, object> { ["data"] = new[] { 1, 2 }, ["summary"] = summary }, "parts", dataId, cancellationToken: Token);
        await source.Butler.PutAsync(summary, "info", dataId, cancellationToken: Token);
        var folder = source.Outside("exported");
        (await source.Butler.ExportEverythingAsync(folder, new() { Transfer = TransferMode.Copy }, Token)).ShouldBe(new ExportSummary(2, 3));
        await using var target = await SmallRepository.MakeAsync(Seed);

        await target.Butler.ImportAsync(folder, new() { Transfer = mode }, Token);

        await using (var report = await RepositoryVerification.FindAsync(target.Butler, cancellationToken: Token))
            report.Count.ShouldBe(0);
        ((OrderedDictionary<string, object?>)await target.Butler.GetAsync(parts, cancellationToken: Token)).Keys.ShouldBe(["data", "summary"], ignoreOrder: true);
        var uris = (await target.Butler.GetUrisAsync([parts], Token))[parts.Id];
        uris.Count.ShouldBe(2);
        uris.ShouldAllBe(u => u.Uri.LocalPath.StartsWith(mode == TransferMode.Direct ? folder : target.Root, StringComparison.Ordinal));
        target.Files().Count.ShouldBe(mode == TransferMode.Direct ? 0 : 3);
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length.ShouldBe(mode == TransferMode.Move ? 1 : 4);
    }
}
