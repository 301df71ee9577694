using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Registry.Histories.Operations;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories;

/// <summary>Lets two clients of one registry do what a history says, beside the model.</summary>
internal sealed class HistoryRunner(TestRegistry test)
{
    public const int Clients = 2;
    private int rounds;

    /// <summary>How registry and model differ, or null.</summary>
    public async Task<string?> RunAsync(IReadOnlyList<Step> history)
    {
        var prefix = $"h{++rounds}_";
        var identifiers = new DatasetIdentifiers();
        var clients = Enumerable.Range(0, Clients).Select(i => new HistoryClient(test, i, prefix, identifiers)).ToList();
        await clients[0].MakeInstrumentAsync();
        var state = new HistoryState();
        try
        {
            foreach (var step in history)
            {
                if (clients[step.Client].IsStale)
                    await new Reopen().CheckAsync(clients[step.Client], state);
                if (await step.Operation.CheckAsync(clients[step.Client], state) is { } problem)
                    return problem;
                if (RemovesType(step.Operation))
                    clients.ForEach(c => c.IsStale |= c.Number != step.Client);
            }

            return await CompareAsync(clients[0], state) ?? await CompareAsync(clients[1], state);
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }
    }

    // That a type is gone is seen when a repository is opened again.
    private static bool RemovesType(Operation operation) => operation is TypeOperation.Remove || (operation is Transaction transaction && transaction.Parts.Any(RemovesType));

    private static async Task<string?> CompareAsync(HistoryClient client, HistoryState state)
    {
        if (client.IsStale)
            await client.ReopenAsync();
        var expected = StateText.Of(state).Order(StringComparer.Ordinal).ToList();
        List<string> actual = [.. (await StateText.OfAsync(client, state)).Order(StringComparer.Ordinal)];
        return expected.SequenceEqual(actual)
            ? null
            : $"afterwards client {client.Number} misses [{string.Join("; ", expected.Except(actual))}] and has [{string.Join("; ", actual.Except(expected))}]";
    }
}
