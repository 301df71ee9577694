using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories;

/// <summary>Something that a client does, known to the model and to a registry.</summary>
internal abstract record Operation
{
    /// <summary>Does it to the model; a model that refuses it stays as it is.</summary>
    public abstract Outcome Predict(HistoryState state, int client);

    /// <summary>Does it to a registry; returns the answer in the words of the model.</summary>
    /// <param name="client">The client.</param>
    /// <param name="state">The model after the operation.</param>
    /// <param name="before">The model before it.</param>
    public abstract Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before);

    /// <summary>Does it to both; returns how they differ, or null.</summary>
    public virtual async Task<string?> CheckAsync(HistoryClient client, HistoryState state)
    {
        var before = state.Clone();
        var expected = Predict(state, client.Number);
        try
        {
            var answer = await RunAsync(client, state, before);
            return expected == Outcome.Unchecked || (expected.Errors.Count == 0 && answer == expected.Answer) ? null : $"{this} answered '{answer}', not {expected}";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (expected == Outcome.Unchecked && e is ButlerException) || expected.Errors.Contains(e.GetType()) ? null : $"{this} should have given {expected}, but: {e.GetType().Name}: {e.Message}";
        }
    }

    /// <summary>Simpler operations.</summary>
    public virtual IEnumerable<Operation> Shrink() => [];

    /// <summary>Lists with one less, but not empty.</summary>
    protected static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> list) =>
        list.Count < 2 ? [] : list.Select((_, i) => (IReadOnlyList<T>)[.. list.Where((_, k) => k != i)]);

    protected static string Text<T>(IEnumerable<T> list) => $"[{string.Join(", ", list)}]";
}
