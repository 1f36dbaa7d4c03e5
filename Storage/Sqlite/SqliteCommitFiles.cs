using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AssistantBot.Storage.Sqlite;

/// <summary>
/// SQLite's own file system, but for the write-ahead log, which it writes with two system calls for each page: here the frames of a commit are
/// gathered and written with one. Nobody sees the difference: they are in the file before SQLite tells its readers of the commit, and everything
/// that asks for the file (reading, syncing, closing it) writes them first.
/// </summary>
/// <remarks>
/// A virtual file system as https://sqlite.org/vfs.html describes it, registered beside the default one, whose files it opens. What is known of
/// the log: a frame is a header of 24 bytes, whose second four say how large the database is after a commit and are zero in all other frames,
/// and then its page (https://sqlite.org/fileformat2.html#the_write_ahead_log). Frames that are written anew within their transaction are not
/// at the end of the file; those go straight to it.
/// </remarks>
internal static unsafe partial class SqliteCommitFiles
{
    /// <summary>Under this name connections ask for it.</summary>
    public const string Name = "assistantbot-commit";

    private const string Library = "e_sqlite3";
    private const int Ok = 0;
    private const int OpenLog = 0x80000;
    private const int FrameHeader = 24;

    // SQLite's own files take no more at once: unixWrite cuts lengths off at 17 bits (https://sqlite.org/src/file/src/os_unix.c).
    private const int Capacity = 0x1ffff;

    private static FileSystem* s_system;
    private static int s_size;

    /// <summary>Makes the name known. To be called once.</summary>
    public static void Register()
    {
        s_system = Find(null);
        s_size = (s_system->FileSize + 7) & ~7;
        var own = (FileSystem*)NativeMemory.Alloc((nuint)sizeof(FileSystem));
        *own = *s_system;
        own->FileSize = s_size + sizeof(Gathered);
        own->Next = null;
        own->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        own->Open = &Open;
        if (Register(own, makeDefault: 0) != Ok)
            throw new InvalidOperationException("SQLite did not take the file system that gathers commits.");
    }

    private static Gathered* Of(File* file) => (Gathered*)((byte*)file + s_size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(FileSystem* _, byte* name, File* file, int flags, int* given)
    {
        var code = s_system->Open(s_system, name, file, flags, given);
        if (code != Ok || (flags & OpenLog) == 0)
            return code;
        var gathered = Of(file);
        *gathered = new Gathered
        {
            Plain = file->Methods,
            Methods = (FileMethods*)NativeMemory.Alloc((nuint)sizeof(FileMethods)),
            Frames = (byte*)NativeMemory.Alloc(Capacity),
            End = -1,
        };
        *gathered->Methods = *file->Methods;
        gathered->Methods->Close = &Close;
        gathered->Methods->Read = &Read;
        gathered->Methods->Write = &Write;
        gathered->Methods->Truncate = &Truncate;
        gathered->Methods->Sync = &Sync;
        gathered->Methods->Size = &Size;
        file->Methods = gathered->Methods;
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(File* file, byte* bytes, int count, long offset)
    {
        var gathered = Of(file);
        var follows = offset == gathered->End && (count == FrameHeader || gathered->Length > 0);
        if (!follows || gathered->Length + count > Capacity)
        {
            var code = Flush(file);
            if (code != Ok)
                return code;
        }

        if (!follows || count > Capacity)
        {
            gathered->End = offset + count;
            return gathered->Plain->Write(file, bytes, count, offset);
        }

        Unsafe.CopyBlockUnaligned(gathered->Frames + gathered->Length, bytes, (uint)count);
        gathered->Length += count;
        gathered->End += count;
        if (count == FrameHeader)
        {
            gathered->IsCommit = *(int*)(bytes + 4) != 0;
            return Ok;
        }

        return gathered->IsCommit ? Flush(file) : Ok;
    }

    private static int Flush(File* file)
    {
        var gathered = Of(file);
        var length = gathered->Length;
        if (length == 0)
            return Ok;
        // Whether or not it succeeds: SQLite takes back the transaction of a write that failed, and writes at its beginning again.
        gathered->Length = 0;
        return gathered->Plain->Write(file, gathered->Frames, length, gathered->End - length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(File* file, byte* bytes, int count, long offset)
    {
        var code = Flush(file);
        return code == Ok ? Of(file)->Plain->Read(file, bytes, count, offset) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(File* file, long size)
    {
        var code = Flush(file);
        return code == Ok ? Of(file)->Plain->Truncate(file, size) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(File* file, int flags)
    {
        var code = Flush(file);
        return code == Ok ? Of(file)->Plain->Sync(file, flags) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(File* file, long* size)
    {
        var code = Flush(file);
        return code == Ok ? Of(file)->Plain->Size(file, size) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(File* file)
    {
        var flushed = Flush(file);
        var gathered = *Of(file);
        file->Methods = gathered.Plain;
        var closed = gathered.Plain->Close(file);
        NativeMemory.Free(gathered.Methods);
        NativeMemory.Free(gathered.Frames);
        return flushed == Ok ? closed : flushed;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial FileSystem* Find(byte* name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Register(FileSystem* system, int makeDefault);

    /// <summary><c>sqlite3_file</c>, the part that every file system shares.</summary>
    private struct File
    {
        public FileMethods* Methods;
    }

    /// <summary>Frames that are not in the file yet. Stands behind the default system's own part of the file.</summary>
    private struct Gathered
    {
        /// <summary>The default system's methods.</summary>
        public FileMethods* Plain;

        /// <summary>The same, but for those of this class.</summary>
        public FileMethods* Methods;

        public byte* Frames;

        /// <summary>Bytes in <see cref="Frames"/>.</summary>
        public int Length;

        /// <summary>True when the last header ends a transaction: with its page, everything is written.</summary>
        public bool IsCommit;

        /// <summary>Where the last write ended, in the file.</summary>
        public long End;
    }

#pragma warning disable CS0649 // SQLite fills them.
    /// <summary><c>sqlite3_vfs</c>, version 3 (https://sqlite.org/c3ref/vfs.html).</summary>
    private struct FileSystem
    {
        public int Version;
        public int FileSize;
        public int LongestPath;
        public FileSystem* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<FileSystem*, byte*, File*, int, int*, int> Open;
        public Pointers15 Others;
    }

    /// <summary><c>sqlite3_io_methods</c>, version 3 (https://sqlite.org/c3ref/io_methods.html).</summary>
    private struct FileMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<File*, int> Close;
        public delegate* unmanaged[Cdecl]<File*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<File*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<File*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<File*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<File*, long*, int> Size;
        public Pointers12 Others;
    }

    /// <summary>What is handed on as it is: deleting, paths, time and the like.</summary>
    [InlineArray(15)]
    private struct Pointers15
    {
        private nint _first;
    }

    /// <summary>What is handed on as it is: locks, shared memory and the like.</summary>
    [InlineArray(12)]
    private struct Pointers12
    {
        private nint _first;
    }
#pragma warning restore CS0649
}
