using SkyButler.Configuration;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Reading;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>A saved graph tells where its inputs are stored, by the datastore that has them.</summary>
public sealed class DatastoreRecordsTests
{
    private const string Chain = """
        datastore:
          cls: lsst.daf.butler.datastores.chainedDatastore.ChainedDatastore
          datastores:
            - cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore
            - cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore
              records: {table: second_records}

        """;

    private const string Pipeline = """
        description: one task
        tasks:
          a: {class: skybutler.MockTask, config: {dimensions: [instrument, detector], inputs: {in: {dataset_type_name: gain, dimensions: [instrument, detector]}}, outputs: {out: {dataset_type_name: a_out, dimensions: [instrument, detector]}}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 1)]
    [InlineData(Chain, 2)]
    public async Task Records_stand_under_the_datastore_that_has_them(string seed, int datastores)
    {
        using var survey = await SurveyRepository.MakeAsync(seed);
        await using (var butler = await survey.OpenAsync())
        {
            await butler.Registry.DatasetTypes.RegisterAsync([new("gain", butler.Universe.Conform(["instrument", "detector"]), "StructuredDataDict")], Token);
            await butler.Registry.Collections.RegisterAsync(["gains"], Registry.Collections.CollectionType.Run, null, Token);
            await butler.PutAsync(new Dictionary<string, object?> { ["value"] = 2 }, "gain", new DataId { ["instrument"] = "Cam", ["detector"] = 1 }, "gains", Token);
        }

        var file = survey.File("graph.qg", "");
        await survey.Runner.BuildGraphAsync(survey.Request(Pipeline, "", "gains") with { SaveGraph = file, WithDatastoreRecords = true }, Token);
        var members = await GraphMembers.OpenAsync(file, ConfigSources.Default, Token);
        var found = 0;
        await foreach (var block in members.BlocksAsync(GraphFileNames.Quanta, Token))
        {
            using (block)
            {
                var stores = block.RootElement.GetProperty("datastore_records").EnumerateObject().ToList();
                stores.Select(s => s.Name).Distinct().Count().ShouldBe(datastores);
                stores.ShouldAllBe(s => s.Name.StartsWith("FileDatastore@<butlerRoot>", StringComparison.Ordinal));
                stores.ShouldAllBe(s => s.Value.GetProperty("dataset_ids").GetArrayLength() == 1);
                found++;
            }
        }

        found.ShouldBe(1);
    }
}
