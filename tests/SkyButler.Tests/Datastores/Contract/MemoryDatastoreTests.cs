using SkyButler.Datastores;

namespace SkyButler.Tests.Datastores.Contract;

public sealed class MemoryDatastoreTests : DatastoreContract
{
    protected override string Seed => "datastore:\n  cls: lsst.daf.butler.datastores.inMemoryDatastore.InMemoryDatastore\n";

    private protected override bool HasFiles => false;

    [Fact]
    public async Task Files_can_not_be_taken_in()
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("other", "StructuredDataDict", "instrument");
        var dataset = repository.Ref(type, new() { ["instrument"] = "Cam" });
        var file = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.IngestAsync([new(file, [dataset])], new(), TestContext.Current.CancellationToken)))
            .Message.ShouldContain("keeps objects in memory");
    }
}
