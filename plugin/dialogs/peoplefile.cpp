// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplefile.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

namespace syncline
{
  namespace
  {
    constexpr qint64 MAX_BYTES = 20 * 1024 * 1024; // a million people; more is no list of people
    constexpr QLatin1String FOLDER_KEY( "syncline/ui/people/folder" );
  } // namespace

  struct PeopleFileSink::File
  {
      QSaveFile file;
  };

  PeopleFileSink::PeopleFileSink( const QString &path )
    : mFile( std::make_unique<File>() )
  {
    mFile->file.setFileName( path );
  }

  PeopleFileSink::~PeopleFileSink() = default;

  Result<void> PeopleFileSink::open()
  {
    if ( !mFile->file.open( QIODevice::WriteOnly ) )
      return fail( ErrorKind::ReadOnly, mFile->file.errorString() );
    return {};
  }

  Result<void> PeopleFileSink::write( const QByteArray &bytes )
  {
    if ( mFile->file.write( bytes ) != bytes.size() )
      return fail( ErrorKind::LocalIo, mFile->file.errorString() );
    return {};
  }

  Result<void> PeopleFileSink::finish()
  {
    if ( !mFile->file.commit() )
      return fail( ErrorKind::LocalIo, mFile->file.errorString() );
    return {};
  }

  Result<QByteArray> readPeopleFile( const QString &path )
  {
    QFile file( path );
    if ( file.size() > MAX_BYTES )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "larger than 20 MB" ) );
    if ( !file.open( QIODevice::ReadOnly ) )
      return fail( ErrorKind::LocalIo, file.errorString() );
    return file.readAll();
  }

  Result<void> writePeopleFile( const QString &path, const QByteArray &bytes )
  {
    PeopleFileSink sink( path );
    SYNCLINE_CHECK( sink.open() );
    SYNCLINE_CHECK( sink.write( bytes ) );
    return sink.finish();
  }

  void askWhereToSave( QWidget *parent, const QString &proposal, const QString &filter,
                       const std::function<void( const QString &path )> &save )
  {
    const QString folder =
      QSettings()
        .value( FOLDER_KEY, QStandardPaths::writableLocation( QStandardPaths::DocumentsLocation ) )
        .toString();
    auto *chooser = new QFileDialog( parent, proposal, folder, filter );
    chooser->setAttribute( Qt::WA_DeleteOnClose );
    chooser->setAcceptMode( QFileDialog::AcceptSave );
    chooser->selectFile( proposal );
    QObject::connect( chooser, &QFileDialog::fileSelected, parent,
                      [save]( const QString &path )
                      {
                        QSettings().setValue( FOLDER_KEY, QFileInfo( path ).absolutePath() );
                        save( path );
                      } );
    chooser->show();
  }
} // namespace syncline
