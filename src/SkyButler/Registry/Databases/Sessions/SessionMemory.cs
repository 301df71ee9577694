namespace SkyButler.Registry.Databases.Sessions;

/// <summary>What was looked up by way of a connection, kept as long as that connection sees no change of the database.</summary>
internal sealed class SessionMemory
{
    private readonly Lock access = new();
    private readonly Dictionary<string, object> answers = new(StringComparer.Ordinal);
    private long state;
    private int weight;

    /// <summary>What was kept in this state of the database; null where nothing was.</summary>
    public object? Find(long current, string question)
    {
        lock (access)
        {
            if (current != state)
                Forget(current);
            return answers.GetValueOrDefault(question);
        }
    }

    /// <summary>Keeps what was looked up after the database was seen in a state. If it has changed since, that will be noticed at the next look.</summary>
    public void Keep(long seen, string question, object answer, int answerWeight, int most)
    {
        lock (access)
        {
            if (seen != state || answerWeight > most)
                return;
            if (weight + answerWeight > most)
                Forget(state);
            if (answers.TryAdd(question, answer))
                weight += answerWeight;
        }
    }

    private void Forget(long current)
    {
        answers.Clear();
        weight = 0;
        state = current;
    }
}
