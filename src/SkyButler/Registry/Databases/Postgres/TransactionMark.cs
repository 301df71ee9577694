namespace SkyButler.Registry.Databases.Postgres;

/// <summary>By what a transaction can be asked for after its connection broke.</summary>
/// <param name="Number">The server's number of it, with the count of its wraparounds.</param>
/// <param name="Began">When it began, by the server's clock.</param>
internal readonly record struct TransactionMark(long Number, DateTime Began)
{
    /// <summary>The query whose answer is the mark of the transaction that it is asked in.</summary>
    public const string Query = "SELECT txid_current(), clock_timestamp()";

    /// <summary>The same, and whether four fifths of the places for clients are taken.</summary>
    public const string QueryWithRoom = "SELECT txid_current(), clock_timestamp(), 5 * sum(numbackends) > 4 * current_setting('max_connections')::bigint FROM pg_catalog.pg_stat_database";

    /// <summary>
    /// What the server's word on a transaction means. A server that crashed may give the number of a transaction of which nothing had reached
    /// its log to another one; the checkpoint with which it begins again tells which numbers it knew of.
    /// </summary>
    /// <param name="status">What the server says has become of the number.</param>
    /// <param name="nextNumber">The number that was to be given next at the server's last checkpoint; null where it does not say.</param>
    /// <param name="checkpoint">When that checkpoint was, in whole seconds.</param>
    /// <param name="started">When the server was started.</param>
    public CommitOutcome Judge(string? status, long? nextNumber, DateTime checkpoint, DateTime started)
    {
        // Whoever has the number now, the transaction that was meant was not committed, or the number would not be free.
        if (status == "aborted")
            return CommitOutcome.Undone;
        if (status != "committed")
            return CommitOutcome.Unknown;
        if (nextNumber is not { } next)
            return started < Began ? CommitOutcome.Kept : CommitOutcome.Unknown;
        if (Number < next || checkpoint.AddSeconds(1) <= Began)
            return CommitOutcome.Kept;
        // The server has begun again since, and the number was not known to it.
        return started > Began ? CommitOutcome.Undone : CommitOutcome.Unknown;
    }
}
