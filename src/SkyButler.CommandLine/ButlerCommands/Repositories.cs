using SkyButler.CommandLine.ButlerCommands.Files;
using SkyButler.CommandLine.Programs;
using SkyButler.Registry;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>Opens the repository that a command names.</summary>
internal static class Repositories
{
    /// <summary>Opens the command's repository for reading; its database is not touched.</summary>
    public static Task<Butler> OpenForReadingAsync(this CommandContext context, CancellationToken cancellationToken) =>
        OpenForReadingAsync(context, context.Values[RepositoryArgument.Existing], cancellationToken);

    /// <summary>Opens a repository for reading; its database is not touched.</summary>
    public static Task<Butler> OpenForReadingAsync(CommandContext context, string repository, CancellationToken cancellationToken) =>
        OpenAsync(context, repository, RegistryAccess.ReadOnly, cancellationToken);

    /// <summary>Opens the command's repository for writing.</summary>
    public static Task<Butler> OpenForWritingAsync(this CommandContext context, CancellationToken cancellationToken) =>
        OpenAsync(context, context.Values[RepositoryArgument.Existing], RegistryAccess.ReadWrite, cancellationToken);

    /// <summary>Opens a repository for writing.</summary>
    public static Task<Butler> OpenForWritingAsync(CommandContext context, string repository, CancellationToken cancellationToken) =>
        OpenAsync(context, repository, RegistryAccess.ReadWrite, cancellationToken);

    private static Task<Butler> OpenAsync(CommandContext context, string repository, RegistryAccess access, CancellationToken cancellationToken)
    {
        var options = new ButlerOptions { Access = access, Clock = context.Surroundings.Clock, Log = context.Loggers.CreateLogger("skybutler") };
        return Butler.OpenAsync(repository, context.Values.IsGiven(TransferOptions.Threads) ? options with { Stores = TransferOptions.Stores(context.Values) } : options, cancellationToken);
    }
}
