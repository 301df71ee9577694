using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Programs.Messages;
using SkyButler.Queries;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>The pipeline of <c>examples/external-code</c> on an image and a catalogue that others made.</summary>
public sealed class ExternalCodeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sources_are_those_that_others_found()
    {
        var image = SharedFiles.Data("sep/image.fits");
        if (!File.Exists("/usr/bin/source-extractor"))
            Assert.Skip("'source-extractor' is not installed; test.sh installs it");
        using var repository = await ProgramRepository.MakeAsync();
        Environment.SetEnvironmentVariable("EXTERNAL_CODE", Checkout.File("examples/external-code"));
        await using (var butler = await repository.Survey.OpenAsync())
        {
            var type = new DatasetType("calexp", butler.Universe.Conform(["exposure", "detector"]), "ImageF");
            foreach (var detector in new long[] { 1, 2 })
                await butler.IngestAsync([new FileDataset(image, [new DatasetRef(type, new DataCoordinate(type.Dimensions, ["Cam", detector, 1L]), "frames", Guid.NewGuid())])], new IngestOptions { Transfer = TransferMode.Copy }, Token);
        }

        // The little survey has exposures and no visits.
        var pipeline = (await File.ReadAllTextAsync(Checkout.File("examples/external-code/pipeline.yaml"), Token)).Replace("visit", "exposure", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline);
        result.ExitCode.ShouldBe(0);

        await using var reader = await repository.Survey.OpenAsync();
        var catalog = await reader.FindDatasetAsync("catalog", new() { ["instrument"] = "Cam", ["exposure"] = 1L }, [result.OutputRun], Token);
        var lines = await File.ReadAllLinesAsync((await reader.GetUriAsync(catalog!, Token)).Uri.LocalPath, Token);
        var columns = lines[0].Split(',');
        var rows = lines[1..].Select(l => l.Split(',')).ToList();
        var expected = await ExpectedAsync();
        foreach (var detector in new[] { "1", "2" })
        {
            var found = rows.Where(r => r[0] == detector).Select(r => (X: Number(r, "x_image"), Y: Number(r, "y_image"), Flux: Number(r, "flux_aper"))).ToList();
            var matched = expected.Select(e => (e.Flux, Near: found.Where(f => Math.Pow(f.X - e.X, 2) + Math.Pow(f.Y - e.Y, 2) < 0.25).ToList())).Where(m => m.Near.Count > 0).ToList();
            ((double)matched.Count).ShouldBeGreaterThan(0.95 * expected.Count);
            ((double)matched.Count(m => Math.Abs((m.Near[0].Flux / m.Flux) - 1) < 0.05)).ShouldBeGreaterThan(0.95 * matched.Count);
        }

        var messages = await MessageReader.FindAsync(reader, ["extract"], new AllDatasetsQuery { Collections = [result.OutputRun] }, null, Token).ToListAsync(Token);
        messages.Select(m => int.Parse(m.Values["sources"][0], CultureInfo.InvariantCulture)).ShouldAllBe(n => n == rows.Count / 2);

        double Number(string[] row, string column) => double.Parse(row[Array.IndexOf(columns, column)], CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<(double X, double Y, double Flux)>> ExpectedAsync() =>
    [
        .. (await File.ReadAllLinesAsync(SharedFiles.Data("sep/image.cat"), Token)).Where(l => !l.StartsWith('#'))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())
            .Select(v => (v[1], v[2], v[12])),
    ];
}
