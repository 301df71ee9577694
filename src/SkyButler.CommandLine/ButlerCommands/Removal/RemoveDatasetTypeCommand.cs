using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Registry.Errors;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary><c>butler remove-dataset-type</c>.</summary>
internal sealed class RemoveDatasetTypeCommand : ProgramCommand
{
    public const string Summary = "Remove dataset types that have no datasets.";

    private static readonly CommandArgument Names = new("DATASET_TYPE", "DATASET_TYPE is the name of a dataset type, or a pattern of names.", ArgumentCount.Any);

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Remove dataset types, all or none. One that has datasets can't be removed.",
        Arguments = [RepositoryArgument.Existing, Names],
        Examples =
        [
            "repo rew",
            "repo 'test_*' draft",
        ],
        TakesOptionsFile = false,
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var globs = context.Values.All(Names);
        if (globs.Count == 0)
            throw new UsageException("Name the dataset types to remove; a pattern such as 'test_*' stands for all that match.");
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var missing = new List<string>();
        var found = await butler.Registry.DatasetTypes.QueryAsync(globs, missing, cancellationToken);
        if (missing.Count > 0)
        {
            var all = await butler.Registry.DatasetTypes.QueryAsync(["*"], null, cancellationToken);
            throw new MissingDatasetTypeException(
                $"The dataset type '{missing[0]}' is not registered, so nothing was removed.{Suggestions.For(missing[0], all.Select(t => t.Name))}");
        }

        if (found.Count > 0)
            await butler.Registry.DatasetTypes.RemoveAsync([.. found.Select(t => t.Name)], cancellationToken);
        foreach (var type in found)
            context.Log.Information($"Removed the dataset type '{type.Name}'.");
        if (found.Count == 0)
            context.Log.Information($"No dataset type matches {string.Join(", ", globs)}; nothing was removed.");
        return ExitCodes.Success;
    }
}
