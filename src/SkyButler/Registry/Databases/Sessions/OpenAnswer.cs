namespace SkyButler.Registry.Databases.Sessions;

/// <summary>An answer and the connection that it is read by.</summary>
// A class on purpose: asynchronous methods that give a pair are compiled anew at every start.
internal sealed class OpenAnswer(SessionLease lease, AnswerReader reader)
{
    public SessionLease Lease => lease;

    public AnswerReader Reader => reader;
}
