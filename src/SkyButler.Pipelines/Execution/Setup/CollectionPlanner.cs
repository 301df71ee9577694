using System.Globalization;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Requests;
using SkyButler.Registry.Collections;

namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>Settles the collections of a run, as the original names and orders them, and refuses what contradicts itself.</summary>
internal sealed class CollectionPlanner(CollectionStorage collections, TimeProvider clock)
{
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";

    public async Task<CollectionPlan> PlanAsync(GraphRequest request, CancellationToken cancellationToken)
    {
        CheckOptions(request);
        var chain = request.Output is { } output ? await collections.FindAsync(output, cancellationToken).ConfigureAwait(false) : null;
        if (chain is not null && chain.Type != CollectionType.Chained)
            throw new ExecutionException($"The output collection '{chain.Name}' is a {chain.TypeName} collection, not a chain; give it by --output-run, or another by --output.");
        var children = chain is null ? null : await FlattenAsync(chain.Children, cancellationToken).ConfigureAwait(false);
        var inputs = await FlattenAsync(request.Inputs, cancellationToken).ConfigureAwait(false);
        var run = await RunNameAsync(request, chain, cancellationToken).ConfigureAwait(false);
        var existing = await collections.FindAsync(run, cancellationToken).ConfigureAwait(false);
        CheckRun(request, run, existing, children);
        var plan = new CollectionPlan
        {
            Output = request.Output,
            OutputChildren = children,
            OutputRun = run,
            OutputRunExists = existing is not null,
            Inputs = inputs,
            ExtendRun = request.ExtendRun,
            ReplaceRun = request.ReplaceRun,
        };
        if (NeedsRebase(request, children, inputs))
            plan = plan with { Rebased = plan.Rebase(children!) };
        if (request.PruneReplaced != PruneReplaced.Keep)
            await CheckPrunedAsync(plan.Replaced!, request.Output!, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    // What stands first in a chain that holds no output yet is an input, and pruning it would delete what nobody can make again.
    private async Task CheckPrunedAsync(string replaced, string output, CancellationToken cancellationToken)
    {
        if (replaced.StartsWith(output + "/", StringComparison.Ordinal))
            return;
        var summary = (await collections.SummariesAsync([replaced], cancellationToken).ConfigureAwait(false))[replaced];
        if (!summary.DatasetTypes.Any(type => type == PipelineGraph.PackagesName || type.EndsWith("_config", StringComparison.Ordinal)))
        {
            throw new ExecutionException(
                $"--prune-replaced would delete '{replaced}', the first member of '{output}', which no pipeline wrote; leave the option out, or put the run to be replaced first in the chain.");
        }
    }

    private static void CheckOptions(GraphRequest request)
    {
        if (request.ExtendRun && request.ReplaceRun)
            throw new ExecutionException("--extend-run and --replace-run contradict each other; give one.");
        if (request.PruneReplaced != PruneReplaced.Keep && !request.ReplaceRun)
            throw new ExecutionException("--prune-replaced makes sense only with --replace-run.");
        if (request.ReplaceRun && request.Output is null)
            throw new ExecutionException("--replace-run needs an output chain: give --output.");
    }

    private async Task<string> RunNameAsync(GraphRequest request, CollectionRecord? chain, CancellationToken cancellationToken)
    {
        if (request.OutputRun is { } named)
            return named;
        if (request.Output is not { } output)
            throw new ExecutionException("No output RUN collection provided: give --output or --output-run.");
        if (!request.ExtendRun)
            return await FreeNameAsync(output, cancellationToken).ConfigureAwait(false);
        return chain?.Children.Count > 0
            ? chain.Children[0]
            : throw new ExecutionException($"--extend-run needs a run to extend, but the chain '{output}' {(chain is null ? "does not exist" : "is empty")}.");
    }

    // Two short runs can begin within one second; the second one takes the next second that is free.
    private async Task<string> FreeNameAsync(string output, CancellationToken cancellationToken)
    {
        for (var time = clock.GetUtcNow(); ; time = time.AddSeconds(1))
        {
            var name = $"{output}/{time.ToString(TimestampFormat, CultureInfo.InvariantCulture)}";
            if (await collections.FindAsync(name, cancellationToken).ConfigureAwait(false) is null)
                return name;
        }
    }

    private static void CheckRun(GraphRequest request, string run, CollectionRecord? existing, IReadOnlyList<string>? children)
    {
        if (existing is not null && existing.Type != CollectionType.Run)
            throw new ExecutionException($"The output run '{run}' is a {existing.TypeName} collection, not a run; name another.");
        if (request.ExtendRun && existing is null)
            throw new ExecutionException($"--extend-run was given, but the output run '{run}' does not exist.");
        if (!request.ExtendRun && existing is not null)
            throw new ExecutionException($"Output run '{run}' already exists, but --extend-run was not given.");
        if (request.ReplaceRun && children is not { Count: > 0 })
            throw new ExecutionException($"--replace-run needs a chain that has a run to replace, but '{request.Output}' {(children is null ? "does not exist" : "is empty")}.");
        if (children is null && request.Inputs.Count == 0 && !(request.ExtendRun && existing is not null))
            throw new ExecutionException("No input collections provided: the output chain is new, so name some by --input.");
    }

    // Inputs that are named again must stand in the chain as they are, together; otherwise somebody means something else.
    private static bool NeedsRebase(GraphRequest request, IReadOnlyList<string>? children, IReadOnlyList<string> inputs)
    {
        if (children is null || inputs.Count == 0 || Contains(children, inputs))
            return false;
        if (!request.Rebase)
            throw new ExecutionException(
                $"The output chain '{request.Output}' does not hold the inputs {string.Join(", ", inputs)} in this order; give --rebase to change it, or leave --input out.");
        if (request.OutputRun is { } run && !run.StartsWith(request.Output!, StringComparison.Ordinal))
            throw new ExecutionException($"--rebase needs an output run whose name begins with '{request.Output}', unlike '{run}'.");
        return true;
    }

    private static bool Contains(IReadOnlyList<string> children, IReadOnlyList<string> inputs) =>
        Enumerable.Range(0, Math.Max(0, children.Count - inputs.Count + 1)).Any(i => children.Skip(i).Take(inputs.Count).SequenceEqual(inputs, StringComparer.Ordinal));

    private async Task<IReadOnlyList<string>> FlattenAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        names.Count == 0 ? [] : [.. (await collections.FlattenAsync(names, cancellationToken).ConfigureAwait(false)).Select(c => c.Name)];
}
