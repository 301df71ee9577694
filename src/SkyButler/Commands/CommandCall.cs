using Microsoft.Extensions.Logging;
using SkyButler.Registry;

namespace SkyButler.Commands;

/// <summary>What a running subcommand has: its arguments and options, and where its results and logs go.</summary>
public sealed class CommandCall
{
    /// <summary>Values of arguments by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments { get; init; }

    /// <summary>Values of options by name; those of flags are empty lists where they are off.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Options { get; init; }

    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>The log.</summary>
    public required ILogger Log { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Shows how far long work is; null where nobody wants to know.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>The value of an argument.</summary>
    public string Argument(string name) => Arguments[name] is [var first, ..] ? first : "";

    /// <summary>The value of an option, or its default; null where there is neither.</summary>
    public string? Option(string name) => Options[name] is [.., var last] ? last : null;

    /// <summary>Whether a flag is given.</summary>
    public bool IsOn(string flag) => Options[flag].Count > 0;

    /// <summary>Opens a repository as the other subcommands do.</summary>
    /// <param name="repository">Folder, URI or alias.</param>
    /// <param name="access">For reading, or for writing too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<Butler> OpenAsync(string repository, RegistryAccess access, CancellationToken cancellationToken) =>
        Butler.OpenAsync(repository, new ButlerOptions { Access = access, Clock = Clock, Log = Log }, cancellationToken);
}
