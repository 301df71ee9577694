namespace SkyButler.Pipelines.Requests;

/// <summary>What becomes of the run that <c>--replace-run</c> takes out of the output chain.</summary>
public enum PruneReplaced
{
    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>The files of what this pipeline's tasks wrote are deleted; registry entries, configurations and package lists stay.</summary>
    Unstore,

    /// <summary>The run is removed with all its datasets.</summary>
    Purge,
}
