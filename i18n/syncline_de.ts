<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>EditsQuestion</name>
    <message>
        <source>Unsaved edits: what to save before the sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync Without Them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved edits stay here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProjectBrowserDialog</name>
    <message>
        <source>Projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter projects by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the list again (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel Download</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;User name or e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the server&apos;s page in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgot Password</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>Menu of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::ActivityModel</name>
    <message>
        <source>%1 UTC</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::AttentionRow</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::ChangesModel</name>
    <message>
        <source>Changes Here (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes on the Server (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in This Folder&apos;s Part of the Project (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::ConfirmBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::CountLabel</name>
    <message numerus="yes">
        <source>%1 of %n project(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n project(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>syncline::DetailsDialog</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::Downloads</name>
    <message>
        <source>%1 is downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::EditsQuestion</name>
    <message numerus="yes">
        <source>%n added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>syncline::ErrorSentence</name>
    <message>
        <source>The server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync canceled. What was finished is kept; the rest waits for the next sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stopped answering. What was transferred is kept; the sync continues from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer. Your changes stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted. Nothing was sent. Your administrator can add it in QGIS&apos;s authentication options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address answers, but it is no Mergin Maps server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sent an answer that makes no sense. Nothing was changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not found. Check the address; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy wants a user name and password. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are offline. Your changes stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name or password is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your sign-in has expired. Sign in and the sync goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has a project “%2” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring did not answer. You are signed in until QGIS closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are Reader in %1, so your changes stay here. An owner can make you Writer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there, or you have no access to it. Your files are all here; owners can add you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project keeps changing on the server; the sync stopped after some rounds. Nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else is uploading. Yours goes on when it ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server asks to wait. The rest goes on by itself then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not uploaded: this server refuses it. All else is synced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused the upload. Your changes stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused this. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too old for syncing; 2023.2 or newer is needed. Your files are not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs a newer Syncline. Your changes stay here until you update it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has trouble. Nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no storage left for this. Your changes stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 left, which is not enough for this. Your changes stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Nothing was changed; what was downloaded is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of %1 cannot be written. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of %1 is open in another program. Nothing was lost; the sync goes on when it is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A GeoPackage of %1 is damaged here. Your files are left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The structure of a layer changed here and on the server. Both files are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file was left alone: its name cannot be used. Rename it, then sync again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing did not work: the disk reports a fault. Your old files are kept as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is open in another program, so the server&apos;s change to it waits. All else is synced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is damaged here. Your file is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The structure of “%1” changed here and on the server. Both files are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was left alone: its name cannot be used. All else is synced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is too full for “%1”. Your old file is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be read or written here, so it was left alone on both sides. All else is synced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing “%1” did not work: the disk reports a fault. Your old file is kept as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is no synced project. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sync data of this folder is damaged. Your files are fine. Download the project again to another folder, then copy your changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last sync was interrupted. Everything is kept; finishing takes a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most files of %1 are missing here. Is the drive connected? Nothing was removed on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program here is syncing this folder. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be used as it is. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected stopped this step. Your files were not touched by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not there, or you have no access to it. Your files are all here; owners can add you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edits to a layer here and on the server do not fit together. Both files are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edits to “%1” here and on the server do not fit together. Both files are kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::ExitQuestion</name>
    <message>
        <source>A sync is running. If QGIS closes now it continues at the next start; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) in %1 are not uploaded. They stay on this computer.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Close QGIS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync, Then Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::InlineNotice</name>
    <message>
        <source>Close this note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::LayerGuard</name>
    <message>
        <source>QGIS gave no reason</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::NextStepText</name>
    <message>
        <source>Sync</source>
        <translation type="unfinished">Synchronisieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign In…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change Server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Network Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load Server Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove on the Server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep in QGIS Database</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::PluginActions</name>
    <message>
        <source>Sync</source>
        <translation>Synchronisieren</translation>
    </message>
    <message>
        <source>Download and upload the changes of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is synced and what is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find, download and open projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download Changes Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download the changes on the server; keep the changes here for later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload Changes Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload the changes here, if nothing on the server is newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign In…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to a Mergin Maps server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the sign-in on this computer; files stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a synced project first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync (%1): %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign Out %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::ProjectBrowserDialog</name>
    <message>
        <source>Loading projects…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All My Projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Public Projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On This Computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to see projects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign In…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no projects yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no projects yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name to search public projects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project was downloaded to this computer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a project that is on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is on this computer already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a project first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a folder for the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is not empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needed, %2 free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ %1 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget This Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::ProjectListModel</name>
    <message>
        <source>%1 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, workspace %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::ProjectPresenter</name>
    <message>
        <source>Your sign-in has expired. Sign in again; the sync goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to sync %1; the sync goes on then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) have unsaved edits.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not saved: %2. The edits are still in the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Synced; %n conflict(s) wait for your choice.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Synced, except %n file(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is synced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Synced: %n change(s) up, %1 down.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>syncline::QgisEngine</name>
    <message>
        <source>Sync %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::QgisHost</name>
    <message>
        <source>Project file %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QGIS gave no reason</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::SignInDialog</name>
    <message>
        <source>Sign In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the address of your server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your user name or e-mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Mergin Maps server, version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Community server, version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Enterprise server, version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ Version %1 is older than %2; some functions are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel Sign-In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the System Keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the QGIS Authentication Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until QGIS Closes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::StateTexts</name>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is synced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are offline. Keep working; sync when you are back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are signed out. Your changes stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are signed out of %1. Your changes stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project to see its changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a synced project to see its changes; this one is not saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is not on a server yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) here, %1 on the server</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) here are not uploaded yet</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) on the server are not here yet</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A new version on the server is not here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>; %n conflict(s) wait for your choice.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Almost done; this step is not interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stops at the next safe point.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Taking longer than usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) have unsaved edits.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server asks to wait %n s.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Somebody else is uploading. Trying again in %n s.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The last sync was interrupted. Everything is kept; finishing takes a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Synced; %n conflict(s) wait for your choice.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Synced, except %n file(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 here, %2 on server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last sync was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both versions are kept: “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s): both versions are kept</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A new project file arrived; yours stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s change to “%1” waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not uploaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Combining…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Combining %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploading %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::StatusPanel</name>
    <message>
        <source>State of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download Changes Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload Changes Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most files of %1 are missing here. Remove them for everybody, on the server too?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove on the Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs You (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::SynclineDock</name>
    <message>
        <source>Syncline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>syncline::SynclinePlugin</name>
    <message>
        <source>Show in File Manager</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
