using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Configuration;

/// <summary>Where configurations are read from, and which environment they see.</summary>
public sealed record ConfigSources
{
    /// <summary>The process's environment and working directory, local files, and the files that SkyButler brings along.</summary>
    public static ConfigSources Default { get; } = new();

    /// <summary>The files that can be reached; by default local ones and packaged ones (<c>resource:</c>).</summary>
    public ResourceStores Stores { get; init; } = PackagedDefaults.Stores;

    /// <summary>The environment.</summary>
    public EnvironmentVariables Environment { get; init; } = EnvironmentVariables.Process;

    /// <summary>The folder that relative names start from.</summary>
    public ResourcePath WorkingDirectory { get; init; } = ResourcePath.FromLocalDirectory(System.Environment.CurrentDirectory);

    /// <summary>Folders searched for default files before those of <c>DAF_BUTLER_CONFIG_PATH</c>; the first is strongest.</summary>
    public IReadOnlyList<ResourcePath> SearchPaths { get; init; } = [];

    /// <summary>All folders that hold default files, strongest first; the packaged ones are last.</summary>
    public IReadOnlyList<ResourcePath> AllSearchPaths =>
    [
        .. SearchPaths,
        .. (Environment["DAF_BUTLER_CONFIG_PATH"] ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => ResourcePath.Parse(folder, WorkingDirectory, Environment)),
        PackagedDefaults.Folder,
    ];
}
