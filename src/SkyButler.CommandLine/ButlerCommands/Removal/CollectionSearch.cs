using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary>Finds the collections that a command shall remove.</summary>
internal static class CollectionSearch
{
    /// <summary>Those of some kinds that a name or pattern, or several with commas between them, stand for.</summary>
    /// <returns>None where one is not there: as the original has it that is no failure, since there is nothing left to remove.</returns>
    public static async Task<IReadOnlyList<CollectionRecord>> FindAsync(
        CommandContext context, Butler butler, string names, IReadOnlySet<CollectionType>? types, CancellationToken cancellationToken)
    {
        try
        {
            return await butler.Registry.Collections.QueryAsync([.. CommaLists.Split(names)], types, cancellationToken);
        }
        catch (MissingCollectionException e)
        {
            context.Log.Warning(e.Message);
            return [];
        }
    }
}
