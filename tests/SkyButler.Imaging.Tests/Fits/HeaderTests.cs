using System.Text;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Headers;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Fits;

public sealed class HeaderTests
{
    [Fact]
    public void Values_of_every_kind_are_read_by_the_standards_rules()
    {
        var header = Parse(
            "LOGICAL =                    T / truth",
            "INTEGER =                  -42",
            "REAL    =         1.5D-3 / Fortran's exponent",
            "STRING  = 'it''s here  '       / trailing blanks don't count",
            "LEADING = '  two'",
            "UNDEF   =                      / nothing",
            "COMPLEX = (1.0, -2.5)",
            "HIERARCH ESO long name = 7 / more than eight",
            "COMMENT first / with a slash",
            "HISTORY once upon a time");

        header.GetBoolean("LOGICAL").ShouldBeTrue();
        header.GetInt64("INTEGER").ShouldBe(-42);
        header.GetDouble("real").ShouldBe(1.5e-3);
        header.Find("REAL")!.Comment.ShouldBe("Fortran's exponent");
        header.GetString("STRING").ShouldBe("it's here");
        header.GetString("LEADING").ShouldBe("  two");
        header.Find("UNDEF")!.Value.ShouldBeNull();
        header.Find("COMPLEX")!.Value.ShouldBe(new System.Numerics.Complex(1, -2.5));
        header.GetInt64("ESO long name").ShouldBe(7);
        header.All("COMMENT").Single().Comment.ShouldBe("first / with a slash");
        header.All("HISTORY").Single().IsCommentary.ShouldBeTrue();
    }

    [Fact]
    public void Long_strings_are_joined_from_their_continue_cards()
    {
        var header = Parse(
            "CALIB_ID= 'detector=42 snap=0 raftName=R11 detectorName=S20 filter=NONE calibD&'",
            "CONTINUE  'ate=2022-01-01'",
            "AMPERS  = 'ends in one &'",
            "NEXT    = 1");

        header.GetString("CALIB_ID").ShouldBe("detector=42 snap=0 raftName=R11 detectorName=S20 filter=NONE calibDate=2022-01-01");
        header.GetString("AMPERS").ShouldBe("ends in one &");
        header.GetInt64("NEXT").ShouldBe(1);
        header.Count.ShouldBe(3);
    }

    [Fact]
    public void The_first_of_several_cards_answers_and_all_are_kept_in_order()
    {
        var header = Parse("EXTNAME = 'one'", "OTHER   = 2", "EXTNAME = 'two'");

        header.GetString("EXTNAME").ShouldBe("one");
        header.All("EXTNAME").Select(card => card.Value).ShouldBe(["one", "two"]);
        header.Select(card => card.Keyword).ShouldBe(["EXTNAME", "OTHER", "EXTNAME"]);
    }

    [Fact]
    public void A_missing_card_is_named_with_the_one_that_was_probably_meant()
    {
        var header = Parse("EXPTIME = 30.0", "NAME    = 'x'");

        Should.Throw<ImagingException>(() => header.GetDouble("EXPTIMES")).Message.ShouldContain("did you mean 'EXPTIME'");
        Should.Throw<ImagingException>(() => header.GetDouble("NAME")).Message.ShouldContain("holds 'x', not a number");
        header.GetInt64("EXPTIME").ShouldBe(30);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var header = new FitsHeader();
        header.Set("SHORT", "text");
        header.Set("QUOTES", string.Concat(Enumerable.Repeat("it's ", 40)) + "!", "a comment");
        header.Set("a.long.mixedCase keyword", 1.0 / 3);
        header.Set("HUGE", long.MinValue);
        header.Set("TINY", 4.9406564584124654E-324);
        header.Set("SINGLE", 0.1f);
        header.Set("NOVALUE", null, "undefined");
        header.Set("NOTANUM", double.NaN);
        header.Set("EMPTY", "");
        header.AddHistory(new string('h', 100));

        var again = Parse(Write(header));

        again.GetString("QUOTES").ShouldBe(header.GetString("QUOTES"));
        again.GetDouble("a.long.mixedCase keyword").ShouldBe(1.0 / 3);
        again.GetInt64("HUGE").ShouldBe(long.MinValue);
        again.GetDouble("TINY").ShouldBe(double.Epsilon);
        again.GetDouble("SINGLE").ShouldBe(0.1);
        again.Find("NOVALUE")!.Value.ShouldBeNull();
        again.GetDouble("NOTANUM").ShouldBe(double.NaN);
        again.GetString("EMPTY").ShouldBe("");
        string.Concat(again.All("HISTORY").Select(card => card.Comment)).ShouldBe(new string('h', 100));
    }

    [Fact]
    public async Task Astropy_reads_the_cards_that_are_written()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("cards.fits");
        await using (var writer = FitsWriter.Create(path))
        {
            var header = new FitsHeader();
            header.Set("LONGTEXT", string.Concat(Enumerable.Repeat("it's ", 40)) + "!");
            header.Set("skybutler provenance id", "x/y");
            header.Set("EXPTIME", 30.0);
            header.Set("COUNT", 12345678901234L);
            await writer.WriteEmptyAsync(header, TestContext.Current.CancellationToken);
        }

        string printed = await Astropy.RunAsync(
            "h = fits.open(sys.argv[1]); h.verify('exception'); h = h[0].header\n" +
            "print(h['LONGTEXT'] == \"it's \" * 40 + '!', h['skybutler provenance id'], repr(h['EXPTIME']), h['COUNT'])", path);

        printed.ShouldBe("True x/y 30.0 12345678901234");
    }

    private static string[] Write(FitsHeader header)
    {
        var writer = new CardWriter();
        foreach (var card in header)
            writer.Write(card);
        string text = Encoding.ASCII.GetString(writer.ToBlocks());
        text.Length.ShouldBe(2880 * ((text.Length + 2879) / 2880));
        return [.. text.Chunk(80).Select(card => new string(card))];
    }

    private static FitsHeader Parse(params string[] cards) =>
        HeaderParser.Parse(Encoding.ASCII.GetBytes(string.Concat(cards.Select(card => card.PadRight(80))) + "END".PadRight(80)));
}
