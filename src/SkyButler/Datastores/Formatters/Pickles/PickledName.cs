namespace SkyButler.Datastores.Formatters.Pickles;

/// <summary>The name of a class or function in a pickle; it is never looked up.</summary>
internal sealed record PickledName(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
