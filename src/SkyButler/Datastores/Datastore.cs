namespace SkyButler.Datastores;

/// <summary>Keeps datasets as files or otherwise, and knows where they are.</summary>
public abstract class Datastore
{
    /// <summary>Name under which the registry knows it.</summary>
    public abstract string Name { get; }
}
