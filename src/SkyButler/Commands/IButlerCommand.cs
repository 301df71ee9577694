namespace SkyButler.Commands;

/// <summary>
/// A subcommand of <c>butler</c> that somebody else wrote. Its class has a <see cref="ButlerCommandAttribute"/> and a constructor without
/// parameters, and its assembly lies in a folder of plug-ins. It is made when it is invoked, or when its help is asked for.
/// </summary>
public interface IButlerCommand
{
    /// <summary>What it takes, and what its help says.</summary>
    CommandUsage Usage { get; }

    /// <summary>Does its work; a failure that a user can mend is a <see cref="ButlerException"/>.</summary>
    /// <returns>The exit code; 0 for success.</returns>
    Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken);
}
