namespace SkyButler.Tests.Datastores.Contract;

public sealed class FileDatastoreTests : DatastoreContract
{
    protected override string Seed => "";
}
