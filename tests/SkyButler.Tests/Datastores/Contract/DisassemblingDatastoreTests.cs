namespace SkyButler.Tests.Datastores.Contract;

/// <summary>Files again, where composites are stored in components.</summary>
public sealed class DisassemblingDatastoreTests : DatastoreContract
{
    protected override string Seed => "datastore:\n  composites:\n    disassembled:\n      ExposureF: true\n";
}
