using SkyButler.CommandLine.Programs;
using SkyButler.Registry;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>Opens the repository that a command names.</summary>
internal static class Repositories
{
    /// <summary>Opens it for reading; its database is not touched.</summary>
    public static Task<Butler> OpenForReadingAsync(this CommandContext context, CancellationToken cancellationToken) =>
        context.OpenAsync(RegistryAccess.ReadOnly, cancellationToken);

    /// <summary>Opens it for writing.</summary>
    public static Task<Butler> OpenForWritingAsync(this CommandContext context, CancellationToken cancellationToken) =>
        context.OpenAsync(RegistryAccess.ReadWrite, cancellationToken);

    private static Task<Butler> OpenAsync(this CommandContext context, RegistryAccess access, CancellationToken cancellationToken) =>
        Butler.OpenAsync(
            context.Values[RepositoryArgument.Existing],
            new ButlerOptions { Access = access, Clock = context.Surroundings.Clock },
            cancellationToken);
}
