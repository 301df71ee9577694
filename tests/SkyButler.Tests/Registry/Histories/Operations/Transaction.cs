using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>Operations in one transaction, which is given up at its end or not; inside another it is a part of that one.</summary>
internal sealed record Transaction(IReadOnlyList<Operation> Parts, bool GivesUp) : Operation
{
    public override Outcome Predict(HistoryState state, int client) => throw new NotSupportedException("Its parts are checked one by one.");

    public override Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before) => throw new NotSupportedException("Its parts are checked one by one.");

    public override async Task<string?> CheckAsync(HistoryClient client, HistoryState state)
    {
        var before = state.Clone();
        var isOutermost = !state.IsInTransaction;
        state.IsInTransaction = true;
        string? problem = null;
        try
        {
            await client.Registry.TransactAsync(
                async _ =>
                {
                    foreach (var part in Parts)
                        if ((problem = await part.CheckAsync(client, state)) is not null)
                            throw new GivenUpException();
                    if (GivesUp)
                        throw new GivenUpException();
                },
                HistoryClient.Token);
        }
        catch (GivenUpException)
        {
            if (isOutermost)
                state.Become(before);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            problem ??= $"the transaction should have ended well, but: {e.GetType().Name}: {e.Message}";
        }

        if (isOutermost)
            state.IsInTransaction = false;
        return problem is null ? null : $"in a transaction: {problem}";
    }

    public override IEnumerable<Operation> Shrink()
    {
        if (Parts.Count == 1)
            yield return Parts[0];
        foreach (var parts in Fewer(Parts))
            yield return this with { Parts = parts };
        if (GivesUp)
            yield return this with { GivesUp = false };
        for (var i = 0; i < Parts.Count; i++)
            foreach (var simpler in Parts[i].Shrink())
                yield return this with { Parts = [.. Parts.Take(i), simpler, .. Parts.Skip(i + 1)] };
    }

    public override string ToString() => $"transact {{ {string.Join("; ", Parts)} }}{(GivesUp ? " and give up" : "")}";

    private sealed class GivenUpException : Exception;
}
