using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>A client goes and comes back without its memory.</summary>
internal sealed record Reopen : Operation
{
    public override Outcome Predict(HistoryState state, int client)
    {
        state.Remembered.RemoveWhere(r => r.Client == client);
        return Outcome.Done;
    }

    public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
    {
        if (!state.IsInTransaction)
            await client.ReopenAsync();
        return "";
    }

    public override string ToString() => "open again";
}
